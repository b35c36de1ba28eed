import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'kysely';
import { createScheduleActivities } from '../../../activities/jobs/schedules.activities.ts';
import { schedulesOf } from '../../../src/composition/schedules.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { rows } from '../../../src/platform/db/sql.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { createJobsFixture, type JobsFixture } from '../../support/jobs.ts';

let jobs: JobsFixture;
beforeAll(async () => {
  jobs = await createJobsFixture();
});
afterAll(() => jobs.close());

const enqueue = async (schedule: string, nominalAt: string) => {
  const activities = createScheduleActivities({
    em: jobs.em,
    enqueue: createEnqueue(LEFT_TO_DISPATCHER),
    schedules: schedulesOf(loadConfig({})),
  });
  await new MockActivityEnvironment().run(activities.enqueueScheduled, { schedule, nominalAt });
};

test('a period has one job, however often its run is tried', async () => {
  const at = '2026-11-23T08:00:00.000Z';
  await Promise.all([enqueue('digests', at), enqueue('digests', at), enqueue('digests', at)]);
  await enqueue('digests', '2026-11-23T08:15:00.000Z');
  const found = await rows(
    jobs.em(),
    sql`select type, workflow, task_queue, status, period_key, input ->> 'dueAt' as due from job order by period_key`,
  );
  const digest = { type: 'digest', workflow: 'sendDigests', task_queue: 'bulk', status: 'queued' };
  expect(found).toEqual([
    { ...digest, period_key: `digests:${at}`, due: at },
    { ...digest, period_key: 'digests:2026-11-23T08:15:00.000Z', due: '2026-11-23T08:15:00.000Z' },
  ]);
});

test('a run of a schedule that this release does not know ends', async () => {
  await expect(enqueue('gone', '2026-11-23T08:00:00.000Z')).rejects.toMatchObject({
    type: 'unknown_schedule',
    nonRetryable: true,
  });
});
