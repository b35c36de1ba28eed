import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { sql } from 'kysely';
import pino from 'pino';
import { createJobActivities } from '../../../activities/jobs/jobs.activities.ts';
import { notificationJobType } from '../../../src/features/notifications/delivery.jobs.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import type { Em } from '../../../src/platform/db/sql.ts';
import { cancelJob } from '../../../src/platform/jobs/commands.ts';
import { type JobRow, workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import { startWorkflow } from '../../../src/platform/jobs/start-workflow.ts';
import { buildBundle } from '../../../src/platform/temporal/bundle.ts';
import { createTemporalClient } from '../../../src/platform/temporal/client.ts';
import { runWorkers, type Workers } from '../../../src/platform/temporal/run-workers.ts';
import { temporalAddress } from '../../support/jobs.ts';
import {
  addUsers,
  createNotificationsFixture,
  type NotificationsFixture,
  priceAlert,
} from '../../support/notifications.ts';
import { until } from '../../support/system.ts';

const types = new JobTypes([notificationJobType]);
let fixture: NotificationsFixture;
let client: Client;
let workers: Workers;
let prefix: string;
/** What the activity finds instead of a database. */
let broken: ((calls: number) => void) | undefined;
let calls = 0;

const em = (): Em => {
  calls += 1;
  broken?.(calls);
  return fixture.em();
};

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  fixture = await createNotificationsFixture();
  prefix = `test-${newId()}`;
  const temporal = { ...fixture.config.temporal, address: temporalAddress(), taskQueuePrefix: prefix, envconfig: {} };
  client = createTemporalClient(temporal);
  const workflowsPath = fileURLToPath(new URL('../../../workflows/index.ts', import.meta.url));
  workers = await runWorkers({
    config: {
      ...fixture.config,
      temporal,
      worker: { ...fixture.config.worker, taskQueues: ['bulk'], shutdownGraceMs: 500 },
    },
    bundle: await buildBundle(workflowsPath, [], pino({ level: 'silent' })),
    activities: { ...createJobActivities({ em: fixture.em, jobTypes: types }), ...fixture.activities(em) },
    plugins: [],
  });
});

afterAll(async () => {
  await workers.stop();
  await client.connection.close();
  await fixture.close();
});

async function start(job: JobRow): Promise<void> {
  const options = { client, taskQueuePrefix: prefix, deadlineMs: 10_000 };
  expect(await startWorkflow(options, job)).toEqual({ outcome: 'started' });
}

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

test('one activity mails everybody, and starting the job again mails nobody', async () => {
  const people = await dueAlerts(250);
  const job = await fixture.request();
  await start(job);
  await start(job);
  expect(await ended(job)).toMatchObject({ status: 'succeeded', progress_done: 250, attempts: 1 });
  await client.workflow.getHandle(workflowIdOf(job)).result();
  const { events } = await client.workflow.getHandle(workflowIdOf(job)).fetchHistory();
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
  await start(job);
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
  await start(job);
  await until(async () => cancelled !== undefined, 20_000, 'the second page');
  expect(await cancelled).toBe('requested');
  await client.workflow.getHandle(workflowIdOf(job)).cancel();
  expect(await ended(job)).toMatchObject({ status: 'cancelled', progress_done: 200 });
  broken = undefined;
  const next = await fixture.request();
  await start(next);
  expect(await ended(next)).toMatchObject({ status: 'succeeded', progress_done: 250 });
  expect(await fixture.mails(...people)).toHaveLength(450);
});
