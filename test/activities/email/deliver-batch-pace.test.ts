import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pino from 'pino';
import { createEmailActivities } from '../../../activities/email/email.activities.ts';
import { row } from '../../../src/platform/db/sql.ts';
import { reserveSends } from '../../../src/platform/mail/send-pace.ts';
import { type BatchFixture, createBatchFixture } from '../../support/batch.ts';
import { createEmailFixture } from '../../support/email.ts';

let fixture: BatchFixture;

beforeAll(async () => {
  fixture = await createBatchFixture();
});

afterAll(async () => {
  await fixture.close();
});

test('two workers together keep the rate', async () => {
  const PER_SECOND = 40;
  const jobs = [await fixture.enqueue(60), await fixture.enqueue(60)];
  const began = performance.now();
  const passes = await Promise.all(jobs.map((job) => fixture.pass(job, { smtp: { maxPerSecond: PER_SECOND } })));
  const seconds = (performance.now() - began) / 1_000;
  expect(passes).toEqual([{ state: 'done' }, { state: 'done' }]);
  expect(fixture.smtp.received).toHaveLength(120);
  // The first page of half a second goes out at once.
  expect(120 / PER_SECOND - seconds).toBeLessThanOrEqual(0.6);
}, 60_000);

test('a single mail counts against the rate, and does not wait for it', async () => {
  const single = await createEmailFixture();
  await reserveSends(single.em(), 1, 3_600); // the next hour is taken
  const { deliverEmail } = createEmailActivities({
    em: single.em,
    mail: single.transport,
    config: { ...single.config, smtp: { ...single.config.smtp, maxPerSecond: 1 } },
    logger: pino({ level: 'silent' }),
  });
  const job = await single.enqueue();
  const oneMore = await row<{ taken: string }>(
    single.em(),
    sql`select (next_at + interval '1 second')::text as taken from send_pace`,
  );
  await single.environment(1).run(deliverEmail, {
    fence: single.fence(job),
    retry: { initialIntervalMs: 200, maximumIntervalMs: 1_000, maximumAttempts: 10 },
    timing: { deadlineMs: 3_000, leaseMs: 3_500, attemptTimeoutMs: 9_000 },
  });
  expect(single.smtp.received).toHaveLength(1);
  const after = await row<{ taken: string }>(single.em(), sql`select next_at::text as taken from send_pace`);
  expect(after?.taken).toBe(oneMore?.taken);
  await single.close();
}, 60_000);

test('single mails go before those of a batch', async () => {
  await fixture.execute(sql`delete from send_pace`);
  await reserveSends(fixture.em(), 10, 20); // twenty of them have just gone out
  const job = await fixture.enqueue(1);
  const began = performance.now();
  expect(await fixture.pass(job, { smtp: { maxPerSecond: 10 } })).toEqual({ state: 'done' });
  expect(performance.now() - began).toBeGreaterThan(1_000);
}, 60_000);
