import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { row, run } from '../../../src/platform/db/sql.ts';
import { cancelJob, retryJob, retryJobs } from '../../../src/platform/jobs/commands.ts';
import { beginRun, succeedRun } from '../../../src/platform/jobs/fence.ts';
import { type StartableJob, workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { deliverCancellations } from '../../../src/platform/jobs/loops/cancel-courier.ts';
import { UnknownJobType } from '../../../src/platform/jobs/settle.ts';
import { createJobsFixture, type JobsFixture } from '../../support/jobs.ts';

let jobs: JobsFixture;
beforeAll(async () => {
  jobs = await createJobsFixture();
});
afterAll(() => jobs.close());

const fenceOf = (id: string, generation = 1) => ({ jobId: id, generation, chainId: 'chain-a' });
const courier = (client = jobs.client) => deliverCancellations({ em: jobs.em, client, logger: jobs.logger });

describe('cancelling a job', () => {
  test('cancelling ends a job that has not started, and its run finds nothing to do', async () => {
    const job = await jobs.enqueue();
    await jobs.start(job);
    expect(await cancelJob(jobs.em(), jobs.types, job.id)).toBe('cancelled');
    expect(await row(jobs.em(), beginRun(fenceOf(job.id), 1))).toBeUndefined();
    expect(jobs.settled.at(-1)).toEqual({ id: job.id, status: 'cancelled', error: null });
    expect(await cancelJob(jobs.em(), jobs.types, job.id)).toBe('cancelled');
  });

  test('a cancellation is carried to the run until Temporal has it', async () => {
    const job = await jobs.enqueue();
    await jobs.start(job);
    await row(jobs.em(), beginRun(fenceOf(job.id), 1));
    expect(await cancelJob(jobs.em(), jobs.types, job.id)).toBe('requested');
    await courier(jobs.absent);
    await courier();
    const history = await jobs.client.workflow.getHandle(workflowIdOf(job)).fetchHistory();
    expect(history.events?.some((event) => event.workflowExecutionCancelRequestedEventAttributes)).toBe(true);
    const delivered = await row<{ cancel_delivered_at: Date | null }>(
      jobs.em(),
      sql`select cancel_delivered_at from job where id = ${job.id}`,
    );
    expect(delivered?.cancel_delivered_at).toBeInstanceOf(Date);
  });

  test('a cancellation comes too late for a job that has ended', async () => {
    const job = await jobs.enqueue();
    await row(jobs.em(), succeedRun(fenceOf(job.id)));
    const before = await jobs.job(job.id);
    expect(await cancelJob(jobs.em(), jobs.types, job.id)).toBe('too_late');
    expect(await jobs.job(job.id)).toEqual(before);
  });
});

describe('a job of a feature that this program does not have', () => {
  const older = new JobTypes([]);

  test('an unknown job is not cancelled without the rows of its feature; a program that has the feature cancels it', async () => {
    const job = await jobs.enqueue();
    const before = await jobs.job(job.id);
    await expect(cancelJob(jobs.em(), older, job.id)).rejects.toBeInstanceOf(UnknownJobType);
    expect(await jobs.job(job.id)).toEqual(before);
    expect(await cancelJob(jobs.em(), jobs.types, job.id)).toBe('cancelled');
  });

  test('an unknown job that runs is asked to stop, since its worker knows it', async () => {
    const job = await jobs.enqueue();
    await row(jobs.em(), beginRun(fenceOf(job.id), 1));
    expect(await cancelJob(jobs.em(), older, job.id)).toBe('requested');
  });

  test('an unknown job is not tried again without the rows of its feature', async () => {
    const job = await jobs.enqueue();
    await run(jobs.em(), sql`update job set status = 'failed' where id = ${job.id}`);
    const before = await jobs.job(job.id);
    await expect(retryJob(jobs.em(), older, job.id, LEFT_TO_DISPATCHER)).rejects.toBeInstanceOf(UnknownJobType);
    expect(await retryJobs(jobs.em(), older, [job.id])).toEqual([]);
    expect(await jobs.job(job.id)).toEqual(before);
    expect(await retryJobs(jobs.em(), jobs.types, [job.id])).toEqual([job.id]);
  });
});

describe('trying a job again', () => {
  test('a retry starts a failed job as its next generation, which the old run cannot touch', async () => {
    const job = await jobs.enqueue();
    await run(jobs.em(), sql`update job set status = 'failed', chain_id = 'chain-a' where id = ${job.id}`);
    const offered: StartableJob[] = [];
    const retried = await retryJob(jobs.em(), jobs.types, job.id, {
      ...LEFT_TO_DISPATCHER,
      offer: (next) => offered.push(next),
    });
    expect(retried).toMatchObject({ status: 'queued', generation: 2, chain_id: null });
    expect(offered.map(({ id, generation }) => [id, generation])).toEqual([[job.id, 2]]);
    expect(await row(jobs.em(), beginRun(fenceOf(job.id, 1), 1))).toBeUndefined();
    expect(await row(jobs.em(), beginRun({ ...fenceOf(job.id, 2), chainId: 'chain-b' }, 1))).toBeDefined();
  });

  test('a job is retried once, however many callers ask for it', async () => {
    const job = await jobs.enqueue();
    await run(jobs.em(), sql`update job set status = 'failed' where id = ${job.id}`);
    const asked = await Promise.all(
      Array.from({ length: 5 }, () => retryJob(jobs.em(), jobs.types, job.id, LEFT_TO_DISPATCHER)),
    );
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect((await jobs.job(job.id)).generation).toBe(2);
  });

  test.each(['queued', 'running', 'succeeded'])('a retry is refused for a job that is %s', async (status) => {
    const job = await jobs.enqueue();
    await run(jobs.em(), sql`update job set status = ${status} where id = ${job.id}`);
    expect(await retryJob(jobs.em(), jobs.types, job.id, LEFT_TO_DISPATCHER)).toBeUndefined();
  });
});
