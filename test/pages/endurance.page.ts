import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Page, Request, WebSocketRoute } from 'playwright-core';
import { run } from '../../src/platform/db/sql.ts';
import { ask } from '../support/http.ts';
import { addJobs, OLDEST_JOB, scrollToOldest } from '../support/long-list.ts';
import { logIn, type Operators, startOperators } from '../support/operators.ts';
import { PATIENCE } from '../support/patience.ts';
import { signUp, until } from '../support/system.ts';

/** The operators' page after a long time and with long lists. The clock of the browser is driven; the programs and their answers are real. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let operators: Operators;
beforeAll(async () => {
  operators = await startOperators({ SMTP_MAX_PER_SECOND: '2' });
});
afterAll(() => operators?.stop());
afterEach(() => operators?.close());

/** Watches a page from now on. @returns what waits until all that it asked for is answered @throws after a minute */
function watchRequests(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  const ended = (request: Request) => void open.delete(request);
  page.on('request', (request) => void open.add(request));
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return async () => {
    const deadline = Date.now() + PATIENCE * 15_000;
    while (open.size > 0) {
      if (Date.now() > deadline) throw new Error(`not answered: ${Array.from(open, (each) => each.url()).join(' ')}`);
      // Hundreds of times in a test, so it must not wait longer than the answers take.
      await delay(5);
    }
  };
}

describe('a session', () => {
  test('two tabs stay logged in through 20 minutes, in which each gets new tokens', async () => {
    const first = await operators.openAsAdmin();
    const { clock } = first.context();
    await clock.install();
    await first.reload();
    const tabs = [first, await operators.openTab(first)].map((page) => {
      const refreshes: number[] = [];
      page.on('response', (answer) => {
        if (new URL(answer.url()).pathname === '/api/auth/refresh') refreshes.push(answer.status());
      });
      return { page, refreshes, answered: watchRequests(page) };
    });
    for (const { page } of tabs) await page.getByText(/^As of \d\d:/).waitFor();
    const ends = Date.now() + 20.5 * MINUTE;
    while (Number(await first.evaluate('Date.now()')) < ends) {
      // Both tabs come to the end of their tokens in the same step.
      await clock.runFor(MINUTE / 2);
      for (const { answered } of tabs) await answered();
    }
    for (const { page, refreshes } of tabs) {
      // The socket is given a new token every 10 minutes.
      expect(refreshes.length).toBeGreaterThanOrEqual(2);
      expect(new Set(refreshes)).toEqual(new Set([200]));
      await page.reload();
      await page.getByText(/^As of \d\d:/).waitFor();
    }
  }, 240_000);

  test('that was ended on the server leads to the log-in', async () => {
    const { system, token } = operators;
    const user = await signUp(system.api.url, 'second@example.test', 'Second');
    await run(system.em(), sql`update app_user set role = 'admin' where id = ${user.id}`);
    const page = await operators.open();
    await logIn(page, user);
    await page.getByText(/^As of \d\d:/).waitFor();
    await ask('DELETE', `${system.api.url}/api/users/${user.id}/sessions`, { token });
    await page.getByRole('button', { name: 'Log in' }).waitFor({ timeout: 120_000 });
  }, 240_000);

  test('a tab that was logged out by another asks for nothing more', async () => {
    const first = await operators.openAsAdmin();
    const { clock } = first.context();
    await clock.install();
    await first.reload();
    const second = await operators.openTab(first);
    await first.getByText(/^As of \d\d:/).waitFor();
    await second.getByRole('button', { name: 'Log out' }).click();
    await first.getByRole('button', { name: 'Log in' }).waitFor();
    const asked: string[] = [];
    first.on('request', (request) => asked.push(request.url()));
    first.on('websocket', (socket) => asked.push(socket.url()));
    for (let minutes = 0; minutes < 5; minutes += 1) await clock.runFor(MINUTE);
    expect(asked).toEqual([]);
  }, 120_000);
});

/** Repeats what the server told a page over its socket, as if it went on and on. */
interface Relay {
  /** Tells the last event of every topic again. */
  repeat(): void;
  topics(): string[];
}

async function relayEvents(page: Page): Promise<Relay> {
  const last = new Map<string, string>();
  let told: WebSocketRoute | null = null;
  await page.routeWebSocket(/\/api\/ws$/, (socket) => {
    told = socket;
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const text = String(message);
      const { type, topic } = JSON.parse(text) as { type: string; topic?: string };
      if (type === 'event' && topic !== undefined) last.set(topic, text);
      socket.send(text);
    });
  });
  return { repeat: () => last.forEach((text) => told?.send(text)), topics: () => [...last.keys()] };
}

interface Held {
  kilobytes: number;
  nodes: number;
  listeners: number;
}

/** What the page holds once all garbage is collected. */
async function held(page: Page): Promise<Held> {
  const debug = await page.context().newCDPSession(page);
  // What a collection sets free may free more at the next one.
  for (let times = 0; times < 3; times += 1) await debug.send('HeapProfiler.collectGarbage');
  const { usedSize } = await debug.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await debug.send('Memory.getDOMCounters');
  await debug.detach();
  return { kilobytes: Math.round(usedSize / 1_000), nodes, listeners: jsEventListeners };
}

/** A page may hold a tenth more late than early, and a little, for what engines keep of compiled code. */
function expectFlat(early: Held, late: Held): void {
  expect(late.kilobytes).toBeLessThan(early.kilobytes * 1.1 + 200);
  expect(late.nodes).toBeLessThan(early.nodes * 1.05 + 50);
  expect(late.listeners).toBeLessThan(early.listeners * 1.05 + 20);
}

describe('memory', () => {
  const STEP = 10 * SECOND;
  /** The server tells live figures every 2 seconds. */
  const TOLD_IN_A_STEP = 5;

  test.each(['overview', 'jobs', 'alerts', 'email/:campaign'])(
    'is flat over an hour of live data on %s',
    async (name) => {
      const token = operators.token;
      const campaign = await ask('POST', `${operators.system.api.url}/api/email/campaigns`, {
        token,
        body: {
          name: 'Going on',
          content: { subject: 'News', preview: 'News', title: 'News', body: 'Hello.', action: null },
          audience: {
            kind: 'list',
            recipients: Array.from({ length: 2_000 }, (_, i) => ({ address: `reader${i}@example.test` })),
          },
        },
      });
      const id = String(campaign.body.id);
      const page = await operators.openAsAdmin(`#/${name.replace(':campaign', id)}`);
      const relay = await relayEvents(page);
      await page.clock.install();
      await page.reload();
      await page.getByText('Loading…').first().waitFor({ state: 'detached' });
      const answered = watchRequests(page);
      const topic = name === 'overview' ? 'metrics' : `job:${id}`;
      if (/overview|jobs|email/.test(name))
        await until(async () => relay.topics().includes(topic), 60_000, 'live data comes');
      const live = async (duration: number) => {
        for (let passed = 0; passed < duration; passed += STEP) {
          for (let times = 0; times < TOLD_IN_A_STEP; times += 1) relay.repeat();
          await page.clock.runFor(STEP);
          await answered();
        }
        return await held(page);
      };
      const early = await live(10 * MINUTE);
      const late = await live(50 * MINUTE);
      await ask('POST', `${operators.system.api.url}/api/jobs/${id}/cancel`, { token });
      expectFlat(early, late);
    },
    600_000,
  );

  test('is given back by pages that are left', async () => {
    const pages = ['overview', 'jobs', 'alerts', 'performance', 'analytics', 'email', 'files', 'audit', 'people'];
    const page = await operators.openAsAdmin();
    const walk = async (rounds: number) => {
      for (let round = 0; round < rounds; round += 1) {
        for (const name of pages) {
          await page.evaluate(`location.hash = '#/${name}'`);
          await page.locator(`nav a[aria-current][href="#/${name}"]`).waitFor();
          await until(async () => (await page.getByText('Loading…').count()) === 0, 60_000, `${name} is filled`);
        }
      }
      return await held(page);
    };
    const early = await walk(4);
    expectFlat(early, await walk(16));
  }, 600_000);
});

test('10,000 jobs are listed, of which the document holds those near the window', async () => {
  await addJobs(operators.system.em(), 10_000);
  const page = await operators.openAsAdmin('#/jobs?type=listed&origin=system');
  await page.getByRole('link', { name: 'ended job 10000', exact: true }).waitFor();
  await scrollToOldest(page, PATIENCE * 60_000);
  const rows = () => page.locator('table').last().locator('tbody tr:not([aria-hidden])').count();
  expect(await rows()).toBeLessThan(500);
  await page.getByRole('link', { name: OLDEST_JOB, exact: true }).click();
  await page.getByRole('heading', { level: 2, name: OLDEST_JOB }).waitFor();
}, 600_000);
