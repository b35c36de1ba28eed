import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { ask } from '../../test/support/http.ts';
import { addJobs, scrollToOldest } from '../../test/support/long-list.ts';
import { type Operators, startOperators } from '../../test/support/operators.ts';
import { median } from '../support/figures.ts';

/**
 * `npm run bench:pages [rounds]`: the operators' page in Debian's Chromium, on loopback, while a campaign is sent. Prints one JSON line a
 * figure: when a browser that was never here paints first, when the overview of an admin who is logged in paints and shows live
 * figures, and how long the page is busy at a time while 10,000 jobs are listed to the end and scrolled back.
 */

const ROUNDS = Number(process.argv[2] ?? 15);
/** As many as a list may have, so that the campaign goes on for a hundred seconds. */
const RECIPIENTS = 10_000;
const MAILS_PER_SECOND = 100;
const JOBS = 10_000;
const END_WITHIN_MS = 150_000;
/** Pixels of a turn of the wheel, and the time between two. */
const [WHEEL_PX, WHEEL_MS] = [1_200, 16];
/** Height of a row, at most. */
const ROW_PX = 80;

function say(figure: string, unit: string, value: number, more: object = {}): void {
  process.stdout.write(`${JSON.stringify({ figure, unit, value: Math.round(value), ...more })}\n`);
}

/** The median, and the worst beside it. */
function saySample(figure: string, values: readonly number[], more: object = {}): void {
  say(figure, 'ms', median(values), { worst: Math.round(Math.max(...values)), rounds: values.length, ...more });
}

/** @returns how many of its mails are sent */
async function startCampaign({ system, token }: Operators): Promise<() => number> {
  const { url } = system.api;
  const answer = await ask('POST', `${url}/api/email/campaigns`, {
    token,
    body: {
      name: 'Beside the page',
      content: { subject: 'News', preview: 'News', title: 'News', body: 'Hello.', action: null },
      audience: {
        kind: 'list',
        recipients: Array.from({ length: RECIPIENTS }, (_, i) => ({ address: `reader${i}@example.test` })),
      },
    },
  });
  if (answer.status !== 202) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  const sent = () => system.sink.arrivals.length;
  while (sent() < 100) await delay(100);
  return sent;
}

/** Milliseconds from the start of a navigation until something is painted. @throws after 10 seconds without */
async function firstPaint(page: Page): Promise<number> {
  const deadline = performance.now() + 10_000;
  // Asked by the debugger: what would wait in the page is refused by its policy.
  while (performance.now() < deadline) {
    const [at] = await page.evaluate<number[]>(
      `performance.getEntriesByName('first-contentful-paint').map(({ startTime }) => startTime)`,
    );
    if (at !== undefined) return at;
    await delay(10);
  }
  throw new Error('Nothing was painted');
}

async function measurePaints(operators: Operators): Promise<void> {
  const door: number[] = [];
  const overview: number[] = [];
  const figures: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const fresh = await operators.open();
    door.push(await firstPaint(fresh));
    await operators.close();
  }
  const admin = await operators.openAsAdmin();
  for (let round = 0; round < ROUNDS; round += 1) {
    await admin.reload();
    overview.push(await firstPaint(admin));
    await admin.getByText(/^As of \d\d:/).waitFor();
    figures.push(await admin.evaluate<number>('performance.now()'));
  }
  await operators.close();
  saySample('first paint, new browser', door, { goal: 300 });
  saySample('first paint of the overview, logged in', overview, { goal: 300 });
  saySample('live figures on the overview', figures);
}

async function measureList(operators: Operators): Promise<void> {
  await addJobs(operators.system.em(), JOBS);
  const page = await operators.openAsAdmin('#/jobs?type=listed&origin=system');
  await page.getByRole('link', { name: `ended job ${JOBS}`, exact: true }).waitFor();
  await page.evaluate(
    `globalThis.busy = []; new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) busy.push(duration) }).observe({ type: 'longtask' })`,
  );
  const takeBusy = () => page.evaluate<number[]>('busy.splice(0)');
  const started = performance.now();
  await scrollToOldest(page, END_WITHIN_MS);
  const tookMs = performance.now() - started;
  const listing = await takeBusy();
  const took = Math.round(tookMs);
  say(`longest task while ${JOBS} jobs are listed`, 'ms', Math.max(0, ...listing), { over50ms: listing.length, took });
  await page.mouse.move(400, 400);
  // Twice as far as the list can be: a wheel that turns nothing costs nothing.
  for (
    let turns = (2 * JOBS * ROW_PX) / WHEEL_PX;
    turns > 0 && (await page.evaluate<number>('scrollY')) > 0;
    turns -= 1
  ) {
    await page.mouse.wheel(0, -WHEEL_PX);
    await delay(WHEEL_MS);
  }
  const back = await takeBusy();
  say('longest task while they are scrolled back', 'ms', Math.max(0, ...back), { over50ms: back.length });
  await operators.close();
}

const operators = await startOperators({
  HTTP_CHECK_RESPONSES: 'false',
  SMTP_MAX_PER_SECOND: String(MAILS_PER_SECOND),
});
try {
  const sent = await startCampaign(operators);
  const [before, at] = [sent(), performance.now()];
  await measurePaints(operators);
  const perSecond = (sent() - before) / ((performance.now() - at) / 1_000);
  say('mails meanwhile', 'mails/s', perSecond);
  if (perSecond < 1) throw new Error('The campaign ended before the page was measured');
  await measureList(operators);
} finally {
  await operators.stop();
}
