import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApplicationFailure, Context } from '@temporalio/activity';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { createJobActivities } from '../../../activities/jobs/jobs.activities.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { row } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import { beginRun, recordFailedAttempt, succeedRun } from '../../../src/platform/jobs/fence.ts';
import { createHastenRun } from '../../../src/platform/jobs/hasten-run.ts';
import { type JobRow, workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { buildBundle } from '../../../src/platform/temporal/bundle.ts';
import { runWorkers, type Workers, type WorkersOptions } from '../../../src/platform/temporal/run-workers.ts';
import { createJobsFixture, type JobsFixture, temporalAddress } from '../../support/jobs.ts';
import { until } from '../../support/system.ts';
import type { TestActivities } from './run-job.workflows.ts';

const HOUR_MS = 3_600_000;

let jobs: JobsFixture;
let workers: Workers;
let options: WorkersOptions;
let bundle: { code: string };
const begun = new Map<string, number>();

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  jobs = await createJobsFixture();
  const activities: TestActivities = {
    async work({ fence, behaviour }) {
      if (!(await row(jobs.em(), beginRun(fence, Context.current().info.attempt)))) return;
      begun.set(fence.jobId, (begun.get(fence.jobId) ?? 0) + 1);
      if (behaviour === 'refuse') throw ApplicationFailure.nonRetryable('550 no such user', 'smtp_rejected');
      if (behaviour === 'fail') throw new Error('it broke');
      if (behaviour === 'fail-once' && begun.get(fence.jobId) === 1) {
        const error = { code: 'away', message: 'away for an hour' };
        await row(jobs.em(), recordFailedAttempt(fence, { attempt: 1, error, retryInMs: HOUR_MS }));
        throw ApplicationFailure.create({ message: error.message, nextRetryDelay: HOUR_MS });
      }
      if (behaviour === 'hang') await Context.current().sleep('15 seconds');
      await row(jobs.em(), succeedRun(fence));
    },
  };
  const config = loadConfig({});
  const temporal = {
    ...config.temporal,
    address: temporalAddress(),
    taskQueuePrefix: jobs.taskQueuePrefix,
    envconfig: {},
  };
  const workflowsPath = fileURLToPath(new URL('./run-job.workflows.ts', import.meta.url));
  bundle = await buildBundle(workflowsPath, [], pino({ level: 'silent' }));
  options = {
    config: { temporal, worker: { ...config.worker, taskQueues: ['interactive'], shutdownGraceMs: 500 } },
    bundle,
    activities: { ...activities, ...createJobActivities({ em: jobs.em, jobTypes: jobs.types }) },
    plugins: [],
  };
  workers = await runWorkers(options);
});

afterAll(async () => {
  await workers.stop();
  await jobs.close();
});

async function launch(
  behaviour: string,
  runAt?: Date,
  workflow = jobs.type.workflow,
  type = jobs.type.type,
): Promise<JobRow> {
  const job = await transact(jobs.em(), (tx) =>
    createEnqueue({ ...LEFT_TO_DISPATCHER, maxWaitMs: 60_000 })(tx, {
      type: { ...jobs.type, workflow, type },
      input: { behaviour },
      summary: behaviour,
      requestedBy: null,
      runAt: runAt ?? null,
    }),
  );
  await jobs.start(job);
  return job;
}

const finished = (job: JobRow) =>
  jobs.client.workflow
    .getHandle(workflowIdOf(job))
    .result()
    .then(
      () => 'completed',
      (error: Error) => error.message,
    );

async function untilRunning(job: JobRow): Promise<void> {
  for (let i = 0; i < 100 && (await jobs.job(job.id)).status !== 'running'; i += 1) await delay(100);
}

/** The workflows as the next release has them, with the defect mended. */
async function fixedBundle(bundle: { code: string }): Promise<{ code: string }> {
  const code = bundle.code.replace('const BROKEN = true;', 'const BROKEN = false;');
  expect(code).not.toBe(bundle.code);
  return { code };
}

describe('a defect in a workflow', () => {
  test('a defect in a workflow holds its run and ends no job; a release without the defect goes on where it stopped', async () => {
    const job = await launch('succeed', undefined, 'testBrokenJob');
    const handle = jobs.client.workflow.getHandle(workflowIdOf(job));
    const failedTask = async () =>
      (await handle.fetchHistory()).events?.find((event) => event.workflowTaskFailedEventAttributes)
        ?.workflowTaskFailedEventAttributes?.failure;
    await until(async () => (await failedTask()) !== undefined, 60_000, 'the workflow task fails');
    expect((await failedTask())?.message).toContain("reading 'no'");
    expect((await handle.describe()).status.name).toBe('RUNNING');
    expect(await jobs.job(job.id)).toMatchObject({ status: 'queued', error_code: null });

    await workers.stop();
    workers = await runWorkers({ ...options, bundle: await fixedBundle(bundle) });
    expect(await finished(job)).toBe('completed');
    expect(await jobs.job(job.id)).toMatchObject({ status: 'succeeded', generation: 1 });
  }, 120_000);
});

describe('a job of another release', () => {
  test('a job of an older release, whose input lacks a field, is read with the defaults', async () => {
    const job = await launch('succeed', undefined, 'testOldJob');
    expect(await finished(job)).toBe('completed');
    expect(await jobs.job(job.id)).toMatchObject({ status: 'succeeded' });
  });

  test('a job of unknown type is not ended by its worker, until a worker comes that knows the type', async () => {
    const job = await launch('refuse', undefined, undefined, 'of a newer release');
    const handle = jobs.client.workflow.getHandle(workflowIdOf(job));
    const refused = async () =>
      (await handle.describe()).raw.pendingActivities?.some(
        ({ activityType, lastFailure }) =>
          activityType?.name === 'finishJob' && lastFailure?.message?.includes('does not know the job type'),
      ) ?? false;
    await until(refused, 60_000, 'the worker refuses to finish it');
    expect((await jobs.job(job.id)).status).toBe('running');
    await jobs.orm.em.getConnection().execute(`update job set type = '${jobs.type.type}' where id = '${job.id}'`);
    expect(await finished(job)).toBe('Workflow execution failed');
    expect(await jobs.job(job.id)).toMatchObject({ status: 'failed', error_code: 'smtp_rejected' });
  }, 120_000);
});

describe('the frame of a job workflow', () => {
  test('the frame of a job workflow leaves success to the work', async () => {
    const job = await launch('succeed');
    expect(await finished(job)).toBe('completed');
    expect(await jobs.job(job.id)).toMatchObject({ status: 'succeeded', attempts: 1 });
  });

  test('work refused for good leaves its innermost cause in the job, and fails in the Temporal UI too', async () => {
    const job = await launch('refuse');
    expect(await finished(job)).toBe('Workflow execution failed');
    expect(await jobs.job(job.id)).toMatchObject({
      status: 'failed',
      error_code: 'smtp_rejected',
      error_message: '550 no such user',
      attempts: 1,
    });
  });

  test('the failure is written once the attempts are spent', async () => {
    const job = await launch('fail');
    await finished(job);
    expect(await jobs.job(job.id)).toMatchObject({ status: 'failed', error_message: 'it broke', attempts: 3 });
  });

  test('the workflow goes on in a new run under the same fence when its work asks for it', async () => {
    const job = await launch('succeed', undefined, 'testLongJob');
    expect(await finished(job)).toBe('completed');
    expect(await jobs.job(job.id)).toMatchObject({ status: 'succeeded' });
    const { runId, raw } = await jobs.client.workflow.getHandle(workflowIdOf(job)).describe();
    expect(raw.workflowExecutionInfo?.firstRunId).toBe((await jobs.job(job.id)).chain_id);
    expect(runId).not.toBe((await jobs.job(job.id)).chain_id);
  });

  test('the workflow waits for its hour before the work starts', async () => {
    const job = await launch('succeed', new Date(Date.now() + 2_000));
    await delay(500);
    expect((await jobs.job(job.id)).status).toBe('queued');
    await finished(job);
    const { status, started_at, run_at } = await jobs.job(job.id);
    expect(status).toBe('succeeded');
    expect((started_at as Date).getTime()).toBeGreaterThanOrEqual((run_at as Date).getTime() - 50);
  });

  test('a workflow cancelled while it waits ends as cancelled', async () => {
    const job = await launch('succeed', new Date(Date.now() + 3_600_000));
    await delay(300);
    await jobs.client.workflow.getHandle(workflowIdOf(job)).cancel();
    expect(await finished(job)).toBe('Workflow execution cancelled');
    expect((await jobs.job(job.id)).status).toBe('cancelled');
    expect(begun.has(job.id)).toBe(false);
  });

  test('a workflow cancelled at work ends as cancelled', async () => {
    const job = await launch('hang');
    await untilRunning(job);
    await jobs.client.workflow.getHandle(workflowIdOf(job)).cancel();
    expect(await finished(job)).toBe('Workflow execution cancelled');
    expect(await jobs.job(job.id)).toMatchObject({ status: 'cancelled', error_code: null });
  });

  test('a workflow has no effect for a job that was cancelled before the run started', async () => {
    const job = await launch('succeed', new Date(Date.now() + 1_500));
    await jobs.orm.em.getConnection().execute(`update job set status = 'cancelled' where id = '${job.id}'`);
    expect(await finished(job)).toBe('completed');
    expect((await jobs.job(job.id)).status).toBe('cancelled');
    expect(begun.has(job.id)).toBe(false);
  });
});

test('a run that sleeps until its next attempt makes it at once when it is told to, in the same generation', async () => {
  const job = await launch('fail-once');
  const hasten = createHastenRun(jobs.client, 'default');
  for (let i = 0; i < 100 && (await jobs.job(job.id)).next_attempt_at === null; i += 1) await delay(100);
  expect((await jobs.job(job.id)).status).toBe('running');
  // The row says so a moment before the server knows.
  const told: string[] = [];
  for (let i = 0; i < 100 && told.at(-1) !== 'hastened'; i += 1) {
    told.push(await hasten(job));
    await delay(100);
  }
  expect(await finished(job)).toBe('completed');
  expect(begun.get(job.id)).toBe(2);
  expect(await jobs.job(job.id)).toMatchObject({ status: 'succeeded', generation: 1 });
  expect(await hasten(job)).toBe('not_waiting');
});
