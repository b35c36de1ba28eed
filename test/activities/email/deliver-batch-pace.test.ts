import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { reserveSends } from '../../../src/platform/mail/send-pace.ts';
import { type BatchFixture, createBatchFixture } from '../../support/batch.ts';

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

test('mails of their own go before those of a batch', async () => {
  await fixture.execute(sql`delete from send_pace`);
  await reserveSends(fixture.em(), 10, 20); // twenty of them have just gone out
  const job = await fixture.enqueue(1);
  const began = performance.now();
  expect(await fixture.pass(job, { smtp: { maxPerSecond: 10 } })).toEqual({ state: 'done' });
  expect(performance.now() - began).toBeGreaterThan(1_000);
}, 60_000);
