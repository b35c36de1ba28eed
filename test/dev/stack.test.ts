import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import pg from 'pg';
import { isRunning } from '../../dev/process-identity.ts';
import { npm, processesOf, type RunningStack, startStack, stopStack } from './running-stack.ts';

/** The life of one stack, in the order of the tests: each goes on where the one before ended. */

jest.setTimeout(180_000);

/** What the promise of 15 s allows on this machine: a start is all processor time, and other tests run beside it. */
const allowedMs = () => 15_000 * Math.max(1, (os.loadavg()[0] ?? 0) / os.availableParallelism());

const PARTS = ['api', 'inbox', 'inbox-guard', 'postgres', 'temporal', 'temporal-ui', 'worker'];
const stateDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'vibe-stack-')), 'state');
let stack: RunningStack;
let started: ReturnType<typeof processesOf>;

afterAll(() => {
  const note = path.join(stateDir, 'postgres-elsewhere.json');
  if (existsSync(note))
    rmSync((JSON.parse(readFileSync(note, 'utf8')) as { folder: string }).folder, { recursive: true });
  rmSync(path.dirname(stateDir), { recursive: true, force: true });
});

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}

function allRun(): boolean {
  return [...started.parts, started.supervisor].every((identity) => isRunning(identity));
}

function noneRuns(): boolean {
  return ![...started.parts, started.supervisor].some((identity) => isRunning(identity));
}

test('one command brings everything up, and every link of it answers', async () => {
  stack = await startStack(stateDir);
  started = processesOf(stateDir);
  const names = started.parts.map((part) => part.name);
  // one program brings server and page where the Temporal command line tool is installed
  expect(new Set([...names, 'temporal-ui'])).toEqual(new Set(PARTS));
  expect(allRun()).toBe(true);
  const { api, docs, temporalUi, inbox } = stack.description;
  for (const link of [`${api}/readyz`, docs, temporalUi, inbox]) {
    const response = await fetch(link, { headers: { accept: 'text/html,*/*' } });
    await response.arrayBuffer();
    expect([link, response.status]).toEqual([link, 200]);
  }
  // Where the inbox's page looks for its mails: below another base it shows none.
  const page = await fetch(inbox, { headers: { accept: 'text/html' } });
  const elsewhere = await fetch(`${inbox}/api/email`, { headers: { origin: 'https://evil.example' } });
  expect([elsewhere.status, (await fetch(`${inbox}/api/email`)).status]).toEqual([403, 200]);
  expect(await page.text()).toContain('<base href="/" />');
  expect(await query(stack.description.databaseUrl, 'select count(*) > 0 as tables from pg_tables')).toEqual([
    { tables: true },
  ]);
});

test('a second start in the same folder refuses, and so does reset', async () => {
  for (const script of [['start'], ['run', 'reset']]) {
    const child = npm(stateDir, script);
    child.stdout?.resume();
    child.stderr?.resume();
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
  }
  expect(allRun()).toBe(true);
});

test('a killed supervisor leaves its parts, and the next start ends them and serves on the same ports', async () => {
  await query(stack.description.databaseUrl, "insert into asset (symbol, name) values ('KEPT', 'Kept')");
  process.kill(started.supervisor.pid, 'SIGKILL');
  await once(stack.npm, 'close').catch(() => undefined);
  const left = started.parts;
  expect(left.every((part) => isRunning(part))).toBe(true);
  const before = stack.description;
  stack = await startStack(stateDir);
  expect(left.some((part) => isRunning(part))).toBe(false);
  expect(stack.description).toEqual(before);
  expect(await query(stack.description.databaseUrl, 'select symbol from asset')).toEqual([{ symbol: 'KEPT' }]);
  started = processesOf(stateDir);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s to npm stops everything within 15 s', async (signal) => {
  const { ms } = await stopStack(stack, signal);
  expect(noneRuns()).toBe(true);
  expect(existsSync(path.join(stateDir, 'stack.json'))).toBe(false);
  process.stdout.write(`stopped by ${signal} in ${ms} ms; it had served after ${stack.servedAfterMs} ms\n`);
  expect(ms).toBeLessThan(15_000);
  if (signal === 'SIGINT') return;
  stack = await startStack(stateDir);
  expect(stack.servedAfterMs).toBeLessThan(allowedMs());
  started = processesOf(stateDir);
});

test('reset empties the state', async () => {
  const child = npm(stateDir, ['run', 'reset']);
  child.stdout?.resume();
  child.stderr?.resume();
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
  expect(readdirSync(stateDir)).toEqual([]);
});
