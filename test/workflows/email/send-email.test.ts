import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pino from 'pino';
import { createEmailActivities } from '../../../activities/email/email.activities.ts';
import { createJobActivities } from '../../../activities/jobs/jobs.activities.ts';
import { emailJobType } from '../../../src/features/email/email.jobs.ts';
import { cancelJob } from '../../../src/platform/jobs/commands.ts';
import { type JobRow, workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import { createEmailFixture, type EmailFixture } from '../../support/email.ts';
import { startTestWorkers, type TestWorkers } from '../../support/workers.ts';

const types = new JobTypes([emailJobType]);
let fixture: EmailFixture;
let workers: TestWorkers;

beforeAll(async () => {
  fixture = await createEmailFixture();
  const logger = pino({ level: 'silent' });
  workers = await startTestWorkers({
    config: fixture.config,
    taskQueues: ['interactive'],
    activities: {
      ...createJobActivities({ em: fixture.em, jobTypes: types }),
      ...createEmailActivities({ em: fixture.em, mail: fixture.transport, config: fixture.config, logger }),
    },
  });
});

afterAll(async () => {
  await workers.stop();
  await fixture.close();
});

beforeEach(() => {
  fixture.smtp.reset();
});

async function eventually(job: JobRow, wanted: (now: JobRow) => boolean, withinMs = 20_000): Promise<JobRow> {
  const until = performance.now() + withinMs;
  for (;;) {
    const now = await fixture.job(job.id);
    if (wanted(now)) return now;
    if (performance.now() > until) throw new Error(`still ${now.status}: ${now.error_message}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const ended = (job: JobRow) => ['succeeded', 'failed', 'cancelled'].includes(job.status);

test('a mail goes out by one activity, and starting it again sends nothing', async () => {
  const job = await fixture.enqueue();
  await workers.start(job);
  await workers.start(job);
  expect(await eventually(job, ended)).toMatchObject({ status: 'succeeded', attempts: 1 });
  await workers.client.workflow.getHandle(workflowIdOf(job)).result();
  const { events } = await workers.client.workflow.getHandle(workflowIdOf(job)).fetchHistory();
  expect(events?.filter((event) => event.activityTaskScheduledEventAttributes)).toHaveLength(1);
  expect(fixture.smtp.received).toHaveLength(1);
});

test('a server that answers 451 is tried again until it takes the mail', async () => {
  const job = await fixture.enqueue({ address: 'later@b.test' });
  fixture.smtp.behave((_to, earlier) => (earlier < 2 ? { at: 'rcpt', reply: '451 4.3.0 try later' } : 'accept'));
  await workers.start(job);
  const waiting = await eventually(job, (now) => now.error_code !== null);
  expect(waiting).toMatchObject({
    status: 'running',
    error_code: 'smtp_deferred',
    error_message: '451 4.3.0 try later',
  });
  expect(waiting.next_attempt_at).not.toBeNull();
  expect(await eventually(job, ended)).toMatchObject({ status: 'succeeded', attempts: 3, error_code: null });
  expect(fixture.smtp.received).toHaveLength(1);
});

test('a server that answers 550 ends the job once, with its words', async () => {
  const job = await fixture.enqueue({ address: 'nobody@b.test' });
  fixture.smtp.behave({ at: 'rcpt', reply: '550 5.1.1 nobody here of that name' });
  await workers.start(job);
  expect(await eventually(job, ended)).toMatchObject({
    status: 'failed',
    attempts: 1,
    error_code: 'smtp_rejected',
    error_message: '550 5.1.1 nobody here of that name',
  });
  expect(await fixture.mail(job.id)).toMatchObject({
    status: 'failed',
    error_code: 'smtp_rejected',
    error_message: '550 5.1.1 nobody here of that name',
  });
  const handle = workers.client.workflow.getHandle(workflowIdOf(job));
  await expect(handle.result()).rejects.toThrow('Workflow execution failed');
  const { events } = await handle.fetchHistory();
  const history = JSON.stringify(events, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );
  // Codes only: what the server said may name people.
  expect(history).toContain('smtp_rejected');
  expect(history).not.toMatch(/nobody here|nobody@b\.test/);
});

test('a server that falls silent after the dot gets the same mail again, and that is counted', async () => {
  const job = await fixture.enqueue({ address: 'silence@b.test' });
  fixture.smtp.behave((_to, earlier) => (earlier === 0 ? 'silent-after-dot' : 'accept'));
  await workers.start(job);
  expect(await eventually(job, ended)).toMatchObject({ status: 'succeeded', attempts: 2 });
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', uncertain_count: 1 });
  expect(fixture.smtp.received.map((mail) => mail.messageId)).toEqual(
    Array(2).fill(`<${(await fixture.mail(job.id)).id}@vibe.localhost>`),
  );
});

test('a server that closes in the middle is tried again', async () => {
  const job = await fixture.enqueue({ address: 'middle@b.test' });
  fixture.smtp.behave((_to, earlier) => (earlier === 0 ? 'close-mid-data' : 'accept'));
  await workers.start(job);
  expect(await eventually(job, ended)).toMatchObject({ status: 'succeeded', attempts: 2 });
  expect(fixture.smtp.received).toHaveLength(1);
});

test('a mail for later waits on a timer and goes out at its hour', async () => {
  const sendAt = new Date(Date.now() + 1_500);
  const job = await fixture.enqueue({ sendAt });
  await workers.start(job);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await fixture.job(job.id)).toMatchObject({ status: 'queued' });
  await eventually(job, ended);
  expect((await fixture.mail(job.id)).sent_at?.getTime()).toBeGreaterThanOrEqual(sendAt.getTime());
});

test('a mail cancelled before its hour is not sent', async () => {
  const job = await fixture.enqueue({ sendAt: new Date(Date.now() + 600) });
  await workers.start(job);
  expect(await cancelJob(fixture.em(), types, job.id)).toBe('cancelled');
  await workers.client.workflow.getHandle(workflowIdOf(job)).result();
  expect(fixture.smtp.received).toHaveLength(0);
  expect(await fixture.job(job.id)).toMatchObject({ status: 'cancelled' });
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'cancelled' });
});

test('a mail cancelled between two attempts is not sent', async () => {
  const job = await fixture.enqueue({ address: 'between@b.test' });
  fixture.smtp.behave({ at: 'rcpt', reply: '451 4.3.0 try later' });
  await workers.start(job);
  await eventually(job, (now) => now.error_code === 'smtp_deferred');
  expect(await cancelJob(fixture.em(), types, job.id)).toBe('requested');
  await workers.client.workflow.getHandle(workflowIdOf(job)).cancel();
  fixture.smtp.behave('accept');
  expect(await eventually(job, ended)).toMatchObject({ status: 'cancelled' });
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'cancelled' });
  expect(fixture.smtp.received).toHaveLength(0);
});

test('a cancellation that comes while the mail is being sent is too late', async () => {
  const job = await fixture.enqueue({ address: 'late@b.test' });
  fixture.smtp.delayMs = 200;
  await workers.start(job);
  await eventually(job, (now) => now.status === 'running');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await workers.client.workflow.getHandle(workflowIdOf(job)).cancel();
  expect(await eventually(job, ended)).toMatchObject({ status: 'succeeded' });
  fixture.smtp.delayMs = 0;
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent' });
});
