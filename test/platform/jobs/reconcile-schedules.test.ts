import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import pino from 'pino';
import { loadConfig } from '../../../src/platform/config.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { reconcileSchedules, startReconciling } from '../../../src/platform/jobs/reconcile-schedules.ts';
import type { ScheduledJob } from '../../../src/platform/jobs/scheduled-job.ts';
import { createJobsFixture, type JobsFixture } from '../../support/jobs.ts';
import { until } from '../../support/system.ts';

const HOUR_MS = 3_600_000;
const logger = pino({ level: 'silent' });
let jobs: JobsFixture;
let prefix: string;

beforeAll(async () => {
  jobs = await createJobsFixture();
});
afterAll(() => jobs.close());
beforeEach(() => {
  prefix = `test-${newId()}`;
});
/** A schedule goes on when the test has ended. */
afterEach(() => reconcile([]));

const configOf = (taskQueuePrefix: string) => {
  const config = loadConfig({});
  return { ...config, temporal: { ...config.temporal, taskQueuePrefix } };
};

const scheduled = (name: string, everyMs = HOUR_MS): ScheduledJob<object> => ({
  name,
  note: `Test of ${name}`,
  everyMs,
  catchupMs: 6 * HOUR_MS,
  request: () => ({ type: jobs.type, input: {}, summary: name, requestedBy: null }),
});

const reconcile = (schedules: readonly ScheduledJob<object>[], of = prefix) =>
  reconcileSchedules({ em: jobs.em, client: jobs.client, config: configOf(of), schedules, logger });

const handle = (name: string, of = prefix) => jobs.client.schedule.getHandle(`${of}-${name}`);

/** Those of an installation that are in the list, which lags behind. */
async function listed(of = prefix): Promise<string[]> {
  const ids: string[] = [];
  for await (const { scheduleId } of jobs.client.schedule.list()) {
    if (scheduleId.startsWith(of)) ids.push(scheduleId.slice(of.length + 1));
  }
  return ids.sort();
}

const untilListed = (names: readonly string[], of = prefix) =>
  until(async () => (await listed(of)).join() === names.join(), 30_000, `the list is ${names.join()}`);

test('a missing schedule is created, with the window for catching up and the policy stated', async () => {
  await reconcile([scheduled('rollup')]);
  const { spec, policies, action, state } = await handle('rollup').describe();
  expect(spec.intervals).toMatchObject([{ every: HOUR_MS }]);
  expect(policies).toMatchObject({ catchupWindow: 6 * HOUR_MS, overlap: ScheduleOverlapPolicy.SKIP });
  expect(action).toMatchObject({
    workflowType: 'enqueueScheduled',
    taskQueue: `${prefix}-interactive`,
    args: [{ schedule: 'rollup' }],
  });
  expect(state.paused).toBe(false);
});

test('a new schedule runs at once where it is to, and not again when it is written again', async () => {
  const rollup = { ...scheduled('rollup', 300 * HOUR_MS), triggerImmediately: true };
  const actionsOf = async (name: string) => (await handle(name).describe()).info.numActionsTaken;
  const digests = scheduled('digests', 300 * HOUR_MS);
  await reconcile([rollup, digests]);
  await until(async () => (await actionsOf('rollup')) === 1, 30_000, 'the new schedule has run');
  await reconcile([{ ...rollup, note: 'written again' }, digests]);
  expect(await actionsOf('rollup')).toBe(1);
  expect(await actionsOf('digests')).toBe(0);
});

test('a changed schedule is written again', async () => {
  await reconcile([scheduled('rollup')]);
  await reconcile([scheduled('rollup', 2 * HOUR_MS)]);
  expect((await handle('rollup').describe()).spec.intervals).toMatchObject([{ every: 2 * HOUR_MS }]);
});

test('a schedule that an operator paused stays paused, with the note why', async () => {
  await reconcile([scheduled('rollup')]);
  await handle('rollup').pause('the provider asked us to');
  await reconcile([scheduled('rollup', 2 * HOUR_MS)]);
  const { state, spec } = await handle('rollup').describe();
  expect(state).toMatchObject({ paused: true, note: 'the provider asked us to' });
  expect(spec.intervals).toMatchObject([{ every: 2 * HOUR_MS }]);
});

test('a schedule that is declared no longer is deleted, but not those of others', async () => {
  const other = `${prefix}-other`;
  const foreign = `${prefix}-foreign`;
  await reconcile([scheduled('rollup'), scheduled('digests')]);
  await reconcile([scheduled('rollup')], other);
  await jobs.client.schedule.create({
    scheduleId: foreign,
    spec: { intervals: [{ every: HOUR_MS }] },
    action: { type: 'startWorkflow', workflowType: 'theirs', taskQueue: prefix, args: [] },
  });
  try {
    await untilListed(['digests', 'foreign', 'other-rollup', 'rollup']);
    await reconcile([scheduled('digests')]);
    await untilListed(['digests', 'foreign', 'other-rollup']);
    await reconcile([scheduled('digests')]);
    expect((await handle('digests').describe()).state.paused).toBe(false);
  } finally {
    await reconcile([], other);
    await jobs.client.schedule.getHandle(foreign).delete();
  }
});

test('a foreign schedule under the same name is left alone, and named in the log', async () => {
  const theirs = handle('rollup');
  await jobs.client.schedule.create({
    scheduleId: theirs.scheduleId,
    spec: { intervals: [{ every: HOUR_MS }] },
    action: { type: 'startWorkflow', workflowType: 'theirs', taskQueue: prefix, args: [] },
  });
  try {
    await expect(reconcile([scheduled('rollup')])).rejects.toThrow('belongs to another installation');
    expect((await theirs.describe()).action.workflowType).toBe('theirs');
  } finally {
    await theirs.delete();
  }
});

test('any number of workers may start at once', async () => {
  const all = [scheduled('digests'), scheduled('rollup')];
  await Promise.all(Array.from({ length: 5 }, () => reconcile(all)));
  await untilListed(['digests', 'rollup']);
});

test('a server that is away is waited for, and the wait ends when the worker stops', async () => {
  const options = { em: jobs.em, config: configOf(prefix), schedules: [scheduled('rollup')], logger };
  await expect(reconcileSchedules({ ...options, client: jobs.absent })).rejects.toThrow('Failed to create schedule');
  const reconciling = startReconciling({ ...options, client: jobs.absent });
  await reconciling.stop();
});
