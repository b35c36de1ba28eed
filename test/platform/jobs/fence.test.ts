import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { row, run } from '../../../src/platform/db/sql.ts';
import { beginRun, recordFailedAttempt, reportProgress, succeedRun } from '../../../src/platform/jobs/fence.ts';
import type { JobFence } from '../../../src/platform/jobs/jobs.contract.ts';
import { settleRun } from '../../../src/platform/jobs/settle.ts';
import { createJobsFixture, type JobsFixture } from '../../support/jobs.ts';

let jobs: JobsFixture;
beforeAll(async () => {
  jobs = await createJobsFixture();
});
afterAll(() => jobs.close());

const begin = (fence: JobFence, attempt = 1) => row(jobs.em(), beginRun(fence, attempt));
const succeed = (fence: JobFence) => row(jobs.em(), succeedRun(fence, { made: 1 }));

describe('the fence of a job', () => {
  test('the fence lets the run of the present generation start, repeat its attempt and succeed', async () => {
    const { id } = await jobs.enqueue();
    const fence = { jobId: id, generation: 1, chainId: 'chain-a' };
    expect(await begin(fence)).toMatchObject({ id, input: { some: 'input' } });
    expect(await begin(fence, 2)).toBeDefined();
    expect(await jobs.job(id)).toMatchObject({ status: 'running', attempts: 2, chain_id: 'chain-a' });
    expect(await succeed(fence)).toEqual({ id });
    expect(await jobs.job(id)).toMatchObject({ status: 'succeeded', result: { made: 1 } });
  });

  test.each([
    ['counted nothing', null, { done: 1, total: 1 }],
    ['counted without knowing the total', { done: 7, total: null }, { done: 7, total: 7 }],
    ['knew the total', { done: 7, total: 9 }, { done: 9, total: 9 }],
    ['found nothing to do', { done: 0, total: 0 }, { done: 0, total: 0 }],
  ])('a job that succeeded shows as complete when it %s', async (_name, reported, shown) => {
    const { id } = await jobs.enqueue();
    const fence = { jobId: id, generation: 1, chainId: 'chain-a' };
    await begin(fence);
    if (reported) await reportProgress(jobs.em(), fence, reported);
    await succeed(fence);
    expect(await jobs.job(id)).toMatchObject({ progress_done: shown.done, progress_total: shown.total });
  });

  test('a run that starts counts as dispatched, also when its start was not recorded', async () => {
    const { id } = await jobs.enqueue();
    await begin({ jobId: id, generation: 1, chainId: 'chain-a' });
    expect((await jobs.job(id)).dispatched_at).toBeInstanceOf(Date);
  });

  test.each([
    ['an older generation', { generation: 0, chainId: 'chain-a' }],
    ['a later generation', { generation: 2, chainId: 'chain-a' }],
    ['another chain', { generation: 1, chainId: 'chain-b' }],
  ])('the fence of a job refuses every write of %s', async (_name, other) => {
    const { id } = await jobs.enqueue();
    await begin({ jobId: id, generation: 1, chainId: 'chain-a' });
    const before = await jobs.job(id);
    const fence = { jobId: id, ...other };
    expect(await begin(fence)).toBeUndefined();
    expect(await succeed(fence)).toBeUndefined();
    expect(
      await row(
        jobs.em(),
        recordFailedAttempt(fence, { attempt: 9, error: { code: 'x', message: 'x' }, retryInMs: 1 }),
      ),
    ).toBeUndefined();
    expect(await reportProgress(jobs.em(), fence, { done: 1, total: 2 })).toBe(false);
    expect(await settleRun(jobs.em(), jobs.types, { fence, status: 'failed', error: null })).toBe(false);
    expect(await jobs.job(id)).toEqual(before);
  });

  test.each(['succeeded', 'failed', 'cancelled'])('the fence refuses a run of a job that is %s', async (status) => {
    const { id } = await jobs.enqueue();
    await run(jobs.em(), sql`update job set status = ${status} where id = ${id}`);
    expect(await begin({ jobId: id, generation: 1, chainId: 'chain-a' })).toBeUndefined();
  });

  test('the job shows why an attempt failed and when the next one comes', async () => {
    const { id } = await jobs.enqueue();
    const fence = { jobId: id, generation: 1, chainId: 'chain-a' };
    await begin(fence);
    const error = { code: 'smtp_deferred', message: '451 come back later' };
    await row(jobs.em(), recordFailedAttempt(fence, { attempt: 1, error, retryInMs: 60_000 }));
    const job = await jobs.job(id);
    expect(job).toMatchObject({ status: 'running', error_code: error.code, error_message: error.message });
    expect(job.next_attempt_at?.getTime()).toBeGreaterThan(job.updated_at.getTime() + 59_000);
    await succeed(fence);
    expect(await jobs.job(id)).toMatchObject({ error_code: null, next_attempt_at: null });
  });

  test('a run that ends without success tells its feature once', async () => {
    const { id } = await jobs.enqueue();
    const fence = { jobId: id, generation: 1, chainId: 'chain-a' };
    const input = { fence, status: 'failed' as const, error: { code: 'boom', message: 'it broke' } };
    expect(await settleRun(jobs.em(), jobs.types, input)).toBe(true);
    expect(await settleRun(jobs.em(), jobs.types, input)).toBe(false);
    expect(jobs.settled.filter((job) => job.id === id)).toEqual([{ id, status: 'failed', error: input.error }]);
  });

  test('a run ends nothing when the feature cannot follow', async () => {
    const { id } = await jobs.enqueue();
    const failing = {
      get: () => ({ ...jobs.type, onSettled: () => Promise.reject(new Error('feature failed')) }),
    } as unknown as typeof jobs.types;
    const fence = { jobId: id, generation: 1, chainId: 'chain-a' };
    await expect(settleRun(jobs.em(), failing, { fence, status: 'failed', error: null })).rejects.toThrow(
      'feature failed',
    );
    expect((await jobs.job(id)).status).toBe('queued');
  });
});
