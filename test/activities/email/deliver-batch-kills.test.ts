import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rows } from '../../../src/platform/db/sql.ts';
import type { JobRow } from '../../../src/platform/jobs/job-row.ts';
import { type BatchFixture, createBatchFixture } from '../../support/batch.ts';
import { until } from '../../support/system.ts';

const PROGRAM = fileURLToPath(new URL('../../support/batch-pass.ts', import.meta.url));
const MAILS = 2_000;
const KILLS = 3;

let fixture: BatchFixture;

beforeAll(async () => {
  fixture = await createBatchFixture();
});

afterAll(async () => {
  await fixture.close();
});

/** Passes over the batch in a process of its own, and kills it once the server has this many mails. */
async function killedAt(job: JobRow, arrived: number): Promise<void> {
  const input = { fence: fixture.fence(job), ...fixture.settings, timing: { deadlineMs: 3_000, leaseMs: 60_000 } };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM, JSON.stringify(input)], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL: fixture.databaseUrl, SMTP_URL: fixture.smtp.url },
    stdio: 'inherit',
  });
  const ended = once(child, 'exit');
  await until(async () => fixture.smtp.received.length >= arrived, 60_000, `${arrived} mails at the server`);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}

test('however often a worker is killed, each recipient has the mail, twice only if it was being sent at a kill', async () => {
  const job = await fixture.enqueue(MAILS);
  fixture.smtp.delayMs = 10;
  const uncertain = new Set<string>();
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await killedAt(job, fixture.smtp.received.length + 250);
    // What the killed process had at the server may still be written by the database.
    const sending = await rows<{ id: string }>(
      fixture.em(),
      sql`select id from email_message where job_id = ${job.id} and status = 'sending'`,
    );
    for (const { id } of sending) uncertain.add(`<${id}@vibe.localhost>`);
    const { total, queued, sending: left, sent } = await fixture.counts(job);
    expect(queued + left + sent).toBe(total);
    expect(sent).toBeLessThan(MAILS);
    await fixture.due(job);
  }
  fixture.smtp.delayMs = 0;
  expect(await fixture.pass(job)).toEqual({ state: 'done' });
  const times = new Map<string, number>();
  for (const { messageId } of fixture.smtp.received) times.set(messageId, (times.get(messageId) ?? 0) + 1);
  expect(times.size).toBe(MAILS);
  const twice = [...times].filter(([, count]) => count > 1).map(([id]) => id);
  expect(twice.filter((id) => !uncertain.has(id))).toEqual([]);
  expect(await fixture.counts(job)).toMatchObject({ total: MAILS, sent: MAILS, uncertain: uncertain.size });
  expect(uncertain.size).toBeGreaterThan(0);
  expect(uncertain.size).toBeLessThan(KILLS * 600);
}, 180_000);
