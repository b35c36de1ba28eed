import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rows } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import type { StartableJob } from '../../../src/platform/jobs/job-row.ts';
import { hasLiveJob } from '../../../src/platform/jobs/live-job.ts';
import { markDispatched } from '../../../src/platform/jobs/mark-dispatched.ts';
import { createJobsFixture, type JobsFixture } from '../../support/jobs.ts';

let jobs: JobsFixture;
const offered: StartableJob[] = [];
const enqueue = createEnqueue({ offer: (job) => offered.push(job), maxWaitMs: 0 });
beforeAll(async () => {
  jobs = await createJobsFixture();
});
afterAll(() => jobs.close());

const request = () => ({ type: jobs.type, input: {}, summary: 'a periodic job', requestedBy: null });
const ask = (periodKey: string) => transact(jobs.em(), (tx) => enqueue(tx, { ...request(), periodKey }));

describe('a job with a period', () => {
  test('a job with a period exists once, and only its creator has it started', async () => {
    const asked = await Promise.all(['day-1', 'day-1', 'day-1', 'day-2'].map((period) => ask(period)));
    const made = asked.filter((job) => job !== undefined);
    expect(made.map((job) => job.period_key).sort()).toEqual(['day-1', 'day-2']);
    expect(offered.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
    expect(await ask('day-1')).toBeUndefined();
  });

  test('a second request for the same period writes nothing', async () => {
    const beside = sql`insert into event (name) select 'beside' from queued`;
    const again = () => transact(jobs.em(), (tx) => enqueue(tx, { ...request(), periodKey: 'day-3', beside }));
    expect(await again()).toMatchObject({ period_key: 'day-3' });
    expect(await again()).toBeUndefined();
    expect(await rows(jobs.em(), sql`select 1 from event where name = 'beside'`)).toHaveLength(1);
  });

  test('a period is free again when the transaction of its job was rolled back', async () => {
    const failing = transact(jobs.em(), async (tx) => {
      await enqueue(tx, { ...request(), periodKey: 'day-4' });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await ask('day-4')).toBeDefined();
  });

  test('a job with a period hinders no job without one', async () => {
    const [one, two] = await transact(jobs.em(), async (tx) => [
      await enqueue(tx, request()),
      await enqueue(tx, request()),
    ]);
    expect([one?.period_key, two?.period_key]).toEqual([null, null]);
  });
});

test('a live job is one that waits for its start, or that made progress lately', async () => {
  const type = { ...jobs.type, type: 'lively' };
  expect(await hasLiveJob(jobs.em(), 'lively', 60_000)).toBe(false);
  const job = await transact(jobs.em(), (tx) => enqueue(tx, { ...request(), type }));
  expect(await hasLiveJob(jobs.em(), 'lively', 60_000)).toBe(true);
  await jobs.age(job.id, 61);
  expect(await hasLiveJob(jobs.em(), 'lively', 60_000)).toBe(true);
  await markDispatched(jobs.em(), [job]);
  expect(await hasLiveJob(jobs.em(), 'lively', 60_000)).toBe(true);
  await jobs.age(job.id, 61);
  expect(await hasLiveJob(jobs.em(), 'lively', 60_000)).toBe(false);
});
