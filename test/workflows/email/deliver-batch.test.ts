import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pino from 'pino';
import { createBatchActivities } from '../../../activities/email/batch.activities.ts';
import { createJobActivities } from '../../../activities/jobs/jobs.activities.ts';
import { findContacts } from '../../../src/features/accounts/people/contacts.reads.ts';
import { BATCH_CHANGED } from '../../../src/features/email/batch/batch.contract.ts';
import { pauseBatch, resumeBatch } from '../../../src/features/email/batch/batch.service.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { cancelJob } from '../../../src/platform/jobs/commands.ts';
import { type JobRow, workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import { createSignalRun, type SignalRun } from '../../../src/platform/jobs/signal-run.ts';
import { type BatchFixture, createBatchFixture, testBatchJob } from '../../support/batch.ts';
import { until } from '../../support/system.ts';
import { startTestWorkers, type TestWorkers } from '../../support/workers.ts';

const types = new JobTypes([testBatchJob]);
const logger = pino({ level: 'silent' });
let fixture: BatchFixture;
let workers: TestWorkers;
let signalRun: SignalRun;

beforeAll(async () => {
  fixture = await createBatchFixture();
  workers = await startTestWorkers({
    config: fixture.config,
    taskQueues: ['bulk'],
    workflows: new URL('./batch.workflows.ts', import.meta.url),
    activities: {
      ...createJobActivities({ em: fixture.em, jobTypes: types }),
      ...createBatchActivities({
        em: fixture.em,
        mail: fixture.transport,
        config: fixture.config,
        kinds: [fixture.kind],
        findContacts,
        logger,
      }),
    },
  });
  signalRun = createSignalRun(workers.client, logger);
}, 120_000);

afterAll(async () => {
  await workers.stop();
  await fixture.close();
});

beforeEach(() => {
  fixture.smtp.reset();
});

async function launch(recipients: number, options: { domain: string; paused?: boolean }): Promise<JobRow> {
  const job = await fixture.enqueue(recipients, { domain: options.domain, input: { ...fixture.settings } });
  if (options.paused) await pauseBatch(fixture.em(), job.id);
  await workers.start(job);
  return job;
}

const became = (job: JobRow, status: string) =>
  until(async () => (await fixture.job(job.id)).status === status, 30_000, status);

const activitiesOf = async (job: JobRow) => {
  const { events } = await workers.client.workflow.getHandle(workflowIdOf(job)).fetchHistory();
  return events?.filter((event) => event.activityTaskScheduledEventAttributes).length;
};

test('a batch that meets no trouble is one activity', async () => {
  const job = await launch(300, { domain: 'easy.test' });
  await became(job, 'succeeded');
  await workers.client.workflow.getHandle(workflowIdOf(job)).result();
  expect(await activitiesOf(job)).toBe(1);
  expect(fixture.smtp.received).toHaveLength(300);
}, 60_000);

test('mails that are refused for now are passed over again until they are taken', async () => {
  fixture.smtp.behave((to, earlier) =>
    to.startsWith('n1@') && earlier < 2 ? { at: 'rcpt', reply: '451 4.3.0 later' } : 'accept',
  );
  const job = await launch(20, { domain: 'later.test' });
  await became(job, 'succeeded');
  expect(await fixture.counts(job)).toMatchObject({ sent: 20 });
  expect(await fixture.mail(job, 'n1@later.test')).toMatchObject({ attempts: 3 });
}, 60_000);

test('a paused batch goes on when its run is told that it was resumed', async () => {
  const job = await launch(20, { domain: 'paused.test', paused: true });
  await until(async () => (await activitiesOf(job)) === 1, 30_000, 'a first look');
  await until(async () => (await fixture.job(job.id)).status === 'running', 30_000, 'running');
  expect(fixture.smtp.received).toHaveLength(0);
  await resumeBatch(fixture.em(), job.id);
  await signalRun(job, BATCH_CHANGED);
  await became(job, 'succeeded');
  expect(fixture.smtp.received).toHaveLength(20);
}, 60_000);

test('a cancelled batch stops, and what was not sent is cancelled', async () => {
  fixture.smtp.delayMs = 30;
  const job = await launch(2_000, { domain: 'cancelled.test' });
  await until(async () => fixture.smtp.received.length > 20, 30_000, 'some mails');
  expect(await cancelJob(fixture.em(), types, job.id)).toBe('requested');
  await workers.client.workflow.getHandle(workflowIdOf(job)).cancel();
  await became(job, 'cancelled');
  const sent = fixture.smtp.received.length;
  expect(sent).toBeLessThan(2_000);
  expect(await fixture.counts(job)).toMatchObject({ total: 2_000, sent, cancelled: 2_000 - sent, uncertain: 0 });
}, 60_000);

test('a message to a run that does not exist has no effect and throws nothing', async () => {
  await signalRun({ id: newId(), generation: 1 }, BATCH_CHANGED);
});
