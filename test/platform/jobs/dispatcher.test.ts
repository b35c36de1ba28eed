import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { dispatchOnce } from '../../../src/platform/jobs/loops/dispatcher.ts';
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

const options = () => ({ em: jobs.em, types: jobs.types, start: jobs.start, logger: jobs.logger });

describe('the dispatcher', () => {
  test('the dispatcher starts a committed job whose API died before it could', async () => {
    const job = await jobs.enqueue({ requestedBy: '0198b6a0-0000-7000-8000-000000000001' });
    expect(await dispatchOnce(options())).toBe(1);
    expect((await jobs.job(job.id)).dispatched_at).toBeInstanceOf(Date);
    const run = await jobs.client.workflow.getHandle(workflowIdOf(job)).describe();
    expect(run.type).toBe('testJob');
    expect(run.priority).toMatchObject({ priorityKey: 3, fairnessKey: job.requested_by });
    expect(Object.fromEntries(run.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]))).toEqual({
      JobType: 'test',
      JobId: job.id,
      RequestedBy: job.requested_by,
    });
  });

  test('the dispatcher recognises a start that was made but not recorded', async () => {
    const job = await jobs.enqueue();
    await jobs.start(job);
    const first = await jobs.client.workflow.getHandle(workflowIdOf(job)).describe();
    await dispatchOnce(options());
    const second = await jobs.client.workflow.getHandle(workflowIdOf(job)).describe();
    expect(second.runId).toBe(first.runId);
    expect((await jobs.job(job.id)).dispatched_at).toBeInstanceOf(Date);
  });

  test('the dispatcher does not run closed work again', async () => {
    const job = await jobs.enqueue();
    await jobs.start(job);
    const handle = jobs.client.workflow.getHandle(workflowIdOf(job));
    const { runId } = await handle.describe();
    await handle.terminate('closed by the test');
    await dispatchOnce(options());
    expect(await handle.describe()).toMatchObject({ runId, status: { name: 'TERMINATED' } });
  });

  test('the dispatcher leaves a row to the API for its first seconds', async () => {
    const job = await jobs.enqueue();
    await run(jobs.em(), sql`update job set dispatch_after = now() + interval '3 seconds' where id = ${job.id}`);
    expect(await dispatchOnce(options())).toBe(0);
  });

  test('dispatchers share rows, each row once', async () => {
    for (let i = 0; i < 100; i += 1) await jobs.enqueue();
    const claimed = await Promise.all([dispatchOnce(options()), dispatchOnce(options())]);
    expect(claimed[0] + claimed[1]).toBe(100);
    expect(await dispatchOnce(options())).toBe(0);
  });

  test('the dispatcher keeps a job while Temporal is away, later and later, and starts it when Temporal is back', async () => {
    const job = await jobs.enqueue();
    const away = { ...options(), start: jobs.startAbsent };
    expect(await dispatchOnce(away)).toBe(1);
    expect(await jobs.job(job.id)).toMatchObject({ status: 'queued', dispatched_at: null });
    expect(await dispatchOnce(options())).toBe(0);
    await run(jobs.em(), sql`update job set dispatch_after = now() where id = ${job.id}`);
    expect(await dispatchOnce(options())).toBe(1);
    expect((await jobs.job(job.id)).dispatched_at).toBeInstanceOf(Date);
  });

  test.each([
    ['than Temporal stores', 2.5],
    ['than Temporal receives', 5],
  ])('the dispatcher fails a job whose own input is larger %s, and no other', async (_name, megabytes) => {
    const job = await jobs.enqueue();
    const other = await jobs.enqueue();
    const input = JSON.stringify({ text: 'x'.repeat(megabytes * 1024 * 1024) });
    await run(jobs.em(), sql`update job set input = ${input}::jsonb where id = ${job.id}`);
    await dispatchOnce(options());
    expect(await jobs.job(job.id)).toMatchObject({ status: 'failed', error_code: 'invalid_start' });
    expect(jobs.settled.at(-1)).toMatchObject({ id: job.id, status: 'failed' });
    expect(await jobs.job(other.id)).toMatchObject({ status: 'queued', dispatched_at: expect.any(Date) });
  });

  test('the dispatcher puts a start off after any number of attempts', async () => {
    const job = await jobs.enqueue();
    await run(jobs.em(), sql`update job set dispatch_attempts = 5000 where id = ${job.id}`);
    await dispatchOnce({ ...options(), start: jobs.startAbsent });
    const [late] = await rows(
      jobs.em(),
      sql`select 1 from job where id = ${job.id} and dispatch_after between now() + interval '50 s' and now() + interval '61 s'`,
    );
    expect(late).toBeDefined();
  });

  test('the dispatcher records nothing for an earlier generation', async () => {
    const job = await jobs.enqueue();
    await markDispatched(jobs.em(), [{ id: job.id, generation: 2 }]);
    expect((await jobs.job(job.id)).dispatched_at).toBeNull();
  });
});
