import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createJobActivities } from '../../../activities/jobs/jobs.activities.ts';
import type { DeliverWindowsInput } from '../../../src/features/notifications/delivery.contract.ts';
import { notificationJobType } from '../../../src/features/notifications/delivery.jobs.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import type { Em } from '../../../src/platform/db/sql.ts';
import { cancelJob } from '../../../src/platform/jobs/commands.ts';
import { type JobRow, workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import { createNotificationsFixture, type NotificationsFixture, priceAlert } from '../../support/notifications.ts';
import { until } from '../../support/system.ts';
import { addUsers } from '../../support/users.ts';
import { startTestWorkers, type TestWorkers } from '../../support/workers.ts';

const types = new JobTypes([notificationJobType]);
let fixture: NotificationsFixture;
let workers: TestWorkers;
/** What the activity finds instead of a database. */
let broken: ((calls: number) => void) | undefined;
let calls = 0;
/** Milliseconds of a pass, instead of what the workflow says. */
let passMs: number | undefined;
const ends: string[] = [];

const em = (): Em => {
  calls += 1;
  broken?.(calls);
  return fixture.em();
};

beforeAll(async () => {
  fixture = await createNotificationsFixture();
  workers = await startTestWorkers({
    config: fixture.config,
    taskQueues: ['bulk'],
    activities: {
      ...createJobActivities({ em: fixture.em, jobTypes: types }),
      deliverWindows: async (input: DeliverWindowsInput) => {
        const limit = passMs ?? input.passMs;
        const end = await fixture
          .activities(em)
          .deliverWindows({ fence: input.fence, ...(limit === undefined ? {} : { passMs: limit }) });
        ends.push(end);
        return end;
      },
    },
  });
});

afterAll(async () => {
  await workers.stop();
  await fixture.close();
});

const jobOf = (job: JobRow) => fixture.one<JobRow>(sql`select * from job where id = ${job.id}`);

async function ended(job: JobRow): Promise<JobRow> {
  const isOver = async () => ['succeeded', 'failed', 'cancelled'].includes((await jobOf(job)).status);
  await until(isOver, 30_000, 'the job ends');
  return await jobOf(job);
}

async function dueAlerts(count: number): Promise<string[]> {
  const people = Array.from({ length: count }, () => ({ id: newId(), name: 'Anna' }));
  await addUsers(fixture.em(), people);
  await fixture.tell(...people.map(({ id }) => priceAlert(id)));
  await fixture.makeDue();
  return people.map(({ id }) => id);
}

test('one activity mails every user, and starting the job again mails no user twice', async () => {
  const people = await dueAlerts(250);
  const job = await fixture.request();
  await workers.start(job);
  await workers.start(job);
  expect(await ended(job)).toMatchObject({ status: 'succeeded', progress_done: 250, attempts: 1 });
  await workers.client.workflow.getHandle(workflowIdOf(job)).result();
  const { events } = await workers.client.workflow.getHandle(workflowIdOf(job)).fetchHistory();
  expect(events?.filter((event) => event.activityTaskScheduledEventAttributes)).toHaveLength(1);
  expect(await fixture.mails(...people)).toHaveLength(250);
});

test('a database that is lost between two pages is waited for, and each mail is written once', async () => {
  const people = await dueAlerts(450);
  calls = 0;
  broken = (call) => {
    if (call === 3 || call === 4) throw new Error('connection terminated');
  };
  const job = await fixture.request();
  await workers.start(job);
  expect(await ended(job)).toMatchObject({ status: 'succeeded', progress_done: 450, attempts: 3 });
  broken = undefined;
  expect(await fixture.mails(...people)).toHaveLength(450);
});

test('a cancelled job stops at the end of a page, and leaves the rest to the next one', async () => {
  const people = await dueAlerts(450);
  calls = 0;
  const job = await fixture.request();
  let cancelled: Promise<unknown> | undefined;
  broken = (call) => {
    if (call < 3) return;
    cancelled ??= cancelJob(fixture.em(), types, job.id);
    throw new Error('connection terminated');
  };
  await workers.start(job);
  await until(async () => cancelled !== undefined, 20_000, 'the second page');
  expect(await cancelled).toBe('requested');
  await workers.client.workflow.getHandle(workflowIdOf(job)).cancel();
  expect(await ended(job)).toMatchObject({ status: 'cancelled', progress_done: 200 });
  broken = undefined;
  const next = await fixture.request();
  await workers.start(next);
  expect(await ended(next)).toMatchObject({ status: 'succeeded', progress_done: 250 });
  expect(await fixture.mails(...people)).toHaveLength(450);
});

test('passes whose time is up follow each other until everything is mailed', async () => {
  passMs = 0;
  ends.length = 0;
  try {
    const people = await dueAlerts(450);
    const job = await fixture.request();
    await workers.start(job);
    expect(await ended(job)).toMatchObject({ status: 'succeeded', result: { windows: 450 } });
    expect(ends).toEqual(['more', 'more', 'more', 'done']);
    expect(await fixture.mails(...people)).toHaveLength(450);
  } finally {
    passMs = undefined;
  }
});
