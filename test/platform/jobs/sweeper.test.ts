import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { run } from '../../../src/platform/db/sql.ts';
import { workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { markDispatched } from '../../../src/platform/jobs/mark-dispatched.ts';
import { sweepOnce } from '../../../src/platform/jobs/sweeper.ts';
import { createJobsFixture, type JobsFixture } from '../../support/jobs.ts';

let jobs: JobsFixture;
beforeAll(async () => {
  jobs = await createJobsFixture();
});
beforeEach(async () => {
  await run(jobs.em(), sql`delete from job`);
});
afterAll(() => jobs.close());

const sweep = (client = jobs.client) =>
  sweepOnce({ em: jobs.em, types: jobs.types, client, logger: jobs.logger, minAgeMs: 120_000, quietMs: 60_000 });

async function dispatched(request: { runAt?: Date } = {}) {
  const job = await jobs.enqueue(request);
  await jobs.start(job);
  await markDispatched(jobs.em(), [job]);
  return job;
}

describe('the sweeper', () => {
  test('leaves young jobs alone', async () => {
    const job = await dispatched();
    await jobs.client.workflow.getHandle(workflowIdOf(job)).terminate();
    expect(await sweep()).toBe(0);
  });

  test('leaves a mail that waits for its hour alone, however long ago it was requested', async () => {
    const job = await dispatched({ runAt: new Date(Date.now() + 86_400_000) });
    await jobs.age(job.id, 30 * 86_400);
    expect(await sweep()).toBe(0);
  });

  test('fails a job whose run was terminated, and tells its feature', async () => {
    const job = await dispatched();
    await jobs.client.workflow.getHandle(workflowIdOf(job)).terminate('by an operator');
    await jobs.age(job.id, 600);
    expect(await sweep()).toBe(1);
    expect(await jobs.job(job.id)).toMatchObject({ status: 'failed', error_code: 'workflow_terminated' });
    expect(jobs.settled.at(-1)).toMatchObject({ id: job.id, status: 'failed' });
  });

  test('looks at a run that lives, and changes nothing about it', async () => {
    const job = await dispatched();
    await jobs.age(job.id, 600);
    expect(await sweep()).toBe(1);
    expect(await jobs.job(job.id)).toMatchObject({ status: 'queued', generation: 1 });
    expect(await sweep()).toBe(0);
  });

  test('starts a run anew that the server does not know, three times at most', async () => {
    const job = await jobs.enqueue();
    for (let restarts = 1; restarts <= 3; restarts += 1) {
      await run(jobs.em(), sql`update job set dispatched_at = now() where id = ${job.id}`);
      await jobs.age(job.id, 600);
      await sweep();
      expect(await jobs.job(job.id)).toMatchObject({ status: 'queued', generation: restarts + 1, dispatched_at: null });
    }
    await run(jobs.em(), sql`update job set dispatched_at = now() where id = ${job.id}`);
    await jobs.age(job.id, 600);
    await sweep();
    expect(await jobs.job(job.id)).toMatchObject({ status: 'failed', error_code: 'run_lost' });
  });

  test('changes nothing while Temporal does not answer', async () => {
    const job = await dispatched();
    await jobs.age(job.id, 600);
    const before = await jobs.job(job.id);
    await sweep(jobs.absent);
    expect(await jobs.job(job.id)).toEqual(before);
  });
});
