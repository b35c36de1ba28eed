import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { row, run } from '../../../src/platform/db/sql.ts';
import { workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { hasLiveJob } from '../../../src/platform/jobs/live-job.ts';
import { sweepOnce } from '../../../src/platform/jobs/loops/sweeper.ts';
import { markDispatched } from '../../../src/platform/jobs/mark-dispatched.ts';
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
  test('the sweeper leaves young jobs alone', async () => {
    const job = await dispatched();
    await jobs.client.workflow.getHandle(workflowIdOf(job)).terminate();
    expect(await sweep()).toEqual({ looked: 0, more: false });
  });

  test('the sweeper leaves a mail that waits for its hour alone, however long ago it was requested', async () => {
    const job = await dispatched({ runAt: new Date(Date.now() + 86_400_000) });
    await jobs.age(job.id, 30 * 86_400);
    expect((await sweep()).looked).toBe(0);
  });

  test('the sweeper fails a job whose run was terminated, and tells its feature', async () => {
    const job = await dispatched();
    await jobs.client.workflow.getHandle(workflowIdOf(job)).terminate('by an operator');
    await jobs.age(job.id, 600);
    expect((await sweep()).looked).toBe(1);
    expect(await jobs.job(job.id)).toMatchObject({ status: 'failed', error_code: 'workflow_terminated' });
    expect(jobs.settled.at(-1)).toMatchObject({ id: job.id, status: 'failed' });
  });

  test('the sweeper reads the state of a living run, and changes nothing about it', async () => {
    const job = await dispatched();
    await jobs.age(job.id, 600);
    expect((await sweep()).looked).toBe(1);
    expect(await jobs.job(job.id)).toMatchObject({ status: 'queued', generation: 1 });
    expect((await sweep()).looked).toBe(0);
  });

  test('the sweeper starts a run again that the server does not know, three times at most', async () => {
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

  test('the sweeper changes nothing while Temporal does not answer', async () => {
    const job = await dispatched();
    await jobs.age(job.id, 600);
    const before = await jobs.job(job.id);
    await sweep(jobs.absent);
    const { look_after: _, ...rest } = before as typeof before & { look_after: Date };
    expect(await jobs.job(job.id)).toMatchObject(rest);
    // It is still due.
    expect((await sweep()).looked).toBe(1);
  });

  test('the sweeper does not make a run that is stuck look alive, however often it looks', async () => {
    const job = await dispatched();
    await jobs.age(job.id, 600);
    for (let looks = 1; looks <= 3; looks += 1) {
      expect((await sweep()).looked).toBe(1);
      expect(await hasLiveJob(jobs.em(), job.type, 120_000)).toBe(false);
      await run(jobs.em(), sql`update job set look_after = now() where id = ${job.id}`);
    }
  });

  test('sweepers share due jobs, each job once, and ask for the next round while there are more', async () => {
    const { id } = await dispatched();
    await run(
      jobs.em(),
      sql`insert into job (type, workflow, task_queue, input, summary, status, dispatched_at, queued_at, progressed_at, run_at)
          select type, workflow, task_queue, input, summary, 'running', long_ago, long_ago, long_ago, now() + interval '1 hour'
          from job, generate_series(1, 150), (select now() - interval '1 day' as long_ago) as at where id = ${id}`,
    );
    const rounds = await Promise.all([sweep(), sweep()]);
    expect(rounds.map(({ more }) => more).sort()).toEqual([false, true]);
    // They are told not to be ripe yet, and are out of the way until they are.
    expect((await sweep()).more).toBe(false);
    const due = await row<{ n: number }>(jobs.em(), sql`select count(*)::int as n from job where look_after <= now()`);
    expect(due?.n).toBe(0);
  });
});
