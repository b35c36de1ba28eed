import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { emailJobType } from '../../../src/features/email/email.jobs.ts';
import { claimMail, recordNotSent, recordSent } from '../../../src/features/email/email.ledger.ts';
import { cancelJob, retryJob } from '../../../src/platform/jobs/commands.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { settleRun } from '../../../src/platform/jobs/settle.ts';
import { createEmailFixture, type EmailFixture } from '../../support/email.ts';

const types = new JobTypes([emailJobType]);
let fixture: EmailFixture;

beforeAll(async () => {
  fixture = await createEmailFixture();
});

afterAll(async () => {
  await fixture.close();
});

beforeEach(async () => {
  await fixture.execute(sql`delete from email_suppression`);
  fixture.smtp.reset();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a worker that died after the claim: the next attempt waits out its lease, then sends and counts', async () => {
  const job = await fixture.enqueue();
  await claimMail(fixture.em(), { fence: fixture.fence(job), number: 1 }, 2_000);
  const waiting = await fixture.attempt(job, 2).catch((error: { type: string; nextRetryDelay: number }) => error);
  expect(waiting).toMatchObject({ type: 'email_leased' });
  const delay = (waiting as { nextRetryDelay: number }).nextRetryDelay;
  expect(delay).toBeGreaterThan(100);
  expect(delay).toBeLessThanOrEqual(2_050);
  expect(await fixture.job(job.id)).toMatchObject({ error_code: 'email_leased', attempts: 2 });
  expect((await fixture.job(job.id)).next_attempt_at).not.toBeNull();
  await pause(delay);
  await fixture.attempt(job, 3);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', attempts: 2, uncertain_count: 1 });
  expect(fixture.smtp.received).toHaveLength(1);
});

test('a worker that died between the answer of the server and its record sends a copy with the same Message-ID', async () => {
  const job = await fixture.enqueue();
  const dying = {
    send: async (...parameters: Parameters<typeof fixture.transport.send>) => {
      await fixture.transport.send(...parameters);
      throw new Error('killed');
    },
    close: async () => undefined,
  };
  await expect(fixture.attempt(job, 1, { transport: dying })).rejects.toThrow('killed');
  await fixture.execute(sql`update email_message set lease_until = now() where job_id = ${job.id}`);
  await fixture.attempt(job, 2);
  expect(fixture.smtp.received.map((mail) => mail.messageId)).toEqual([
    `<${(await fixture.mail(job.id)).id}@vibe.localhost>`,
    `<${(await fixture.mail(job.id)).id}@vibe.localhost>`,
  ]);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', uncertain_count: 1 });
});

test('a worker that died after the record repeats nothing', async () => {
  const job = await fixture.enqueue();
  const attempt = { fence: fixture.fence(job), number: 1 };
  const claim = await claimMail(fixture.em(), attempt, 300);
  if (claim.kind !== 'claimed') throw new Error(claim.kind);
  await recordSent(fixture.em(), attempt.fence, { mailId: claim.mail.id, response: '250 ok', secrets: [] });
  await fixture.attempt(job, 2);
  expect(fixture.smtp.received).toHaveLength(0);
  expect(await fixture.job(job.id)).toMatchObject({ status: 'succeeded' });
});

test('an attempt that comes back late does not return the mail of another attempt', async () => {
  const job = await fixture.enqueue();
  const late = { fence: fixture.fence(job), number: 1 };
  await claimMail(fixture.em(), late, 1);
  await pause(10);
  const present = await claimMail(fixture.em(), { ...late, number: 2 }, 10_000);
  expect(present.kind).toBe('claimed');
  const failure = { error: { code: 'smtp_deferred', message: 'late' }, retryInMs: 1 };
  await recordNotSent(fixture.em(), late, failure);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sending', lease_holder: expect.stringMatching(/\/2$/) });
});

test('a mail the server took is sent, even when its run had lost the job meanwhile', async () => {
  const job = await fixture.enqueue();
  const fence = fixture.fence(job);
  const claim = await claimMail(fixture.em(), { fence, number: 1 }, 300);
  if (claim.kind !== 'claimed') throw new Error(claim.kind);
  await settleRun(fixture.em(), types, { fence, status: 'failed', error: { code: 'timeout', message: 'swept' } });
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'failed', uncertain_count: 1 });
  const ended = await recordSent(fixture.em(), fence, { mailId: claim.mail.id, response: '250 ok', secrets: [] });
  expect(ended).toBe(false);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent' });
  // Whoever retries the failed job finds the mail sent.
  const retried = await retryJob(fixture.em(), types, job.id, LEFT_TO_DISPATCHER);
  if (!retried) throw new Error('not retried');
  await fixture.attempt(retried);
  expect(fixture.smtp.received).toHaveLength(0);
  expect(await fixture.job(job.id)).toMatchObject({ status: 'succeeded', generation: 2 });
});

test('a job that failed takes its mail along, and a retry makes it sendable again', async () => {
  const job = await fixture.enqueue();
  fixture.smtp.behave({ at: 'rcpt', reply: '550 5.7.1 unknown' });
  const failure = await fixture.attempt(job).catch((error: { type: string; message: string }) => error);
  const error = { code: (failure as { type: string }).type, message: (failure as { message: string }).message };
  await settleRun(fixture.em(), types, { fence: fixture.fence(job), status: 'failed', error });
  expect(await fixture.job(job.id)).toMatchObject({ status: 'failed', error_message: '550 5.7.1 unknown' });
  fixture.smtp.behave('accept');
  const retried = await retryJob(fixture.em(), types, job.id, LEFT_TO_DISPATCHER);
  if (!retried) throw new Error('not retried');
  await fixture.attempt(retried);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', error_code: null });
});

test('a retry by a person waits for the lease of an attempt that may still be sending', async () => {
  const job = await fixture.enqueue();
  const fence = fixture.fence(job);
  await claimMail(fixture.em(), { fence, number: 1 }, 10_000);
  await settleRun(fixture.em(), types, { fence, status: 'cancelled', error: null });
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'cancelled', uncertain_count: 1 });
  const retried = await retryJob(fixture.em(), types, job.id, LEFT_TO_DISPATCHER);
  if (!retried) throw new Error('not retried');
  await expect(fixture.attempt(retried)).rejects.toMatchObject({ type: 'email_leased' });
  expect(fixture.smtp.received).toHaveLength(0);
});

test('a job cancelled before it started takes its mail along', async () => {
  const job = await fixture.enqueue({ sendAt: new Date(Date.now() + 3_600_000) });
  expect(await cancelJob(fixture.em(), types, job.id)).toBe('cancelled');
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'cancelled' });
  await fixture.attempt(job);
  expect(fixture.smtp.received).toHaveLength(0);
});

test('a request to cancel that has not reached the run yet still keeps the mail from being sent', async () => {
  const job = await fixture.enqueue();
  fixture.smtp.behave({ at: 'rcpt', reply: '451 4.3.0 later' });
  await expect(fixture.attempt(job, 1)).rejects.toMatchObject({ type: 'smtp_deferred' });
  expect(await cancelJob(fixture.em(), types, job.id)).toBe('requested');
  fixture.smtp.behave('accept');
  await expect(fixture.attempt(job, 2)).rejects.toMatchObject({ type: 'email_cancelling', nonRetryable: false });
  expect(fixture.smtp.received).toHaveLength(0);
});

test('the database lost at the claim is a failure that is retried, and nothing was sent', async () => {
  const job = await fixture.enqueue();
  const broken = () => {
    throw new Error('connection terminated');
  };
  await expect(fixture.attempt(job, 1, { em: broken })).rejects.toThrow('connection terminated');
  expect(fixture.smtp.received).toHaveLength(0);
  await fixture.attempt(job, 2);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', uncertain_count: 0 });
});
