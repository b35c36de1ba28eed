import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { SAID_IN_JOB } from '../../../src/platform/jobs/jobs.contract.ts';
import { SmtpPool } from '../../../src/platform/mail/smtp-pool.ts';
import { createEmailFixture, type EmailFixture } from '../../support/email.ts';
import { checkMail } from '../../support/mime-check.ts';
import { startSmtpServer } from '../../support/smtp-server.ts';

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

test('one attempt sends the mail and ends the job with the words of the server', async () => {
  const job = await fixture.enqueue();
  await fixture.attempt(job);
  const mail = await fixture.mail(job.id);
  expect(mail).toMatchObject({
    status: 'sent',
    attempts: 1,
    uncertain_count: 0,
    smtp_response: '250 2.0.0 queued',
    lease_holder: null,
    lease_until: null,
    error_code: null,
  });
  expect(await fixture.job(job.id)).toMatchObject({
    status: 'succeeded',
    result: { messageId: mail.id, response: '250 2.0.0 queued' },
  });
  expect(fixture.smtp.received).toHaveLength(1);
  const raw = fixture.smtp.received[0]?.raw ?? '';
  // The server takes the end of the last line for a part of the dot after it.
  checkMail(Buffer.from(`${raw}\r\n`), { refusable: false, publicUrl: fixture.config.http.publicUrl });
  const parsed = await simpleParser(raw);
  expect(parsed).toMatchObject({
    messageId: `<${mail.id}@${fixture.config.mail.domain}>`,
    subject: 'Welcome to Vibe Trend Analyzer',
    to: { value: [{ address: 'zoe@b.test', name: 'Zoë' }] },
  });
  expect(parsed.text).toContain('secret-token');
  expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
});

test('the secrets of a mail leave the ledger once it is sent', async () => {
  const job = await fixture.enqueue();
  expect((await fixture.mail(job.id)).data).toMatchObject({ verifyUrl: expect.stringContaining('secret-token') });
  await fixture.attempt(job);
  expect((await fixture.mail(job.id)).data).toEqual({ displayName: 'Zoë' });
});

test('a job that is run twice sends one mail', async () => {
  const job = await fixture.enqueue();
  await fixture.attempt(job, 1);
  await fixture.attempt(job, 2);
  expect(fixture.smtp.received).toHaveLength(1);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', attempts: 1 });
});

test('two attempts at once send once, and the second waits for the lease of the first', async () => {
  const job = await fixture.enqueue();
  fixture.smtp.delayMs = 300;
  const [first, second] = await Promise.allSettled([fixture.attempt(job, 1), fixture.attempt(job, 2)]);
  fixture.smtp.delayMs = 0;
  const refused = [first, second].filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ reason: { type: 'email_leased', nonRetryable: false } });
  expect(fixture.smtp.received).toHaveLength(1);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent' });
});

test('without the fence nothing is claimed and nothing is sent', async () => {
  const job = await fixture.enqueue();
  await fixture.attempt(job, 1, { fence: { generation: 2 } });
  await fixture.execute(sql`update job set chain_id = 'another' where id = ${job.id}`);
  await fixture.attempt(job, 1);
  expect(fixture.smtp.received).toHaveLength(0);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'queued', attempts: 0 });
});

test('a refusal for now gives the mail back and says when the next attempt comes', async () => {
  const job = await fixture.enqueue();
  fixture.smtp.behave({ at: 'rcpt', reply: '451 4.3.0 try later' });
  await expect(fixture.attempt(job, 2)).rejects.toMatchObject({
    type: 'smtp_deferred',
    message: SAID_IN_JOB,
    nonRetryable: false,
    nextRetryDelay: 400,
  });
  expect(await fixture.mail(job.id)).toMatchObject({
    status: 'queued',
    lease_until: null,
    uncertain_count: 0,
    error_message: '451 4.3.0 try later',
  });
  const shown = await fixture.job(job.id);
  expect(shown).toMatchObject({
    status: 'running',
    attempts: 2,
    error_code: 'smtp_deferred',
    error_message: '451 4.3.0 try later',
  });
  expect((shown.next_attempt_at?.getTime() ?? 0) - shown.updated_at.getTime()).toBeCloseTo(400, -1);
  fixture.smtp.behave('accept');
  await fixture.attempt(job, 3);
  expect(await fixture.job(job.id)).toMatchObject({ status: 'succeeded', error_code: null, next_attempt_at: null });
});

test('a refusal for good ends the mail at once with the words of the server', async () => {
  const job = await fixture.enqueue();
  fixture.smtp.behave({ at: 'dot', reply: '550 5.7.1 we do not want this' });
  const refusal = { type: 'smtp_rejected', message: SAID_IN_JOB, nonRetryable: true };
  await expect(fixture.attempt(job)).rejects.toMatchObject(refusal);
  expect(await fixture.job(job.id)).toMatchObject({ error_message: '550 5.7.1 we do not want this' });
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'failed', error_code: 'smtp_rejected' });
  fixture.smtp.behave('accept');
  // A worker that died before it could report this repeats the report, not the mail.
  await expect(fixture.attempt(job, 2)).rejects.toMatchObject(refusal);
  expect(fixture.smtp.received).toHaveLength(1);
});

test('a server that is silent after the dot leaves the mail uncertain: sent again with the same Message-ID, and counted', async () => {
  const job = await fixture.enqueue();
  fixture.smtp.behave('silent-after-dot');
  await expect(fixture.attempt(job, 1)).rejects.toMatchObject({ type: 'smtp_uncertain', nonRetryable: false });
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sending', uncertain_count: 0 });
  fixture.smtp.behave('accept');
  await fixture.attempt(job, 2);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', attempts: 2, uncertain_count: 1 });
  expect(fixture.smtp.received).toHaveLength(2);
  expect(fixture.smtp.received[0]?.raw).toBe(fixture.smtp.received[1]?.raw);
});

test('a server that never greets is not an uncertain end', async () => {
  const job = await fixture.enqueue();
  const silent = await startSmtpServer();
  silent.behave('silent-at-greeting');
  const transport = new SmtpPool({ ...fixture.config.smtp, url: silent.url });
  await expect(fixture.attempt(job, 1, { transport })).rejects.toMatchObject({ type: 'smtp_unreachable' });
  await transport.close();
  await silent.close();
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'queued', uncertain_count: 0 });
});

test('the last attempt has no next one', async () => {
  const job = await fixture.enqueue();
  fixture.smtp.behave({ at: 'rcpt', reply: '451 4.3.0 try later' });
  await expect(fixture.attempt(job, 3, { maximumAttempts: 3 })).rejects.toMatchObject({ type: 'smtp_deferred' });
  expect(await fixture.job(job.id)).toMatchObject({ next_attempt_at: null });
});

test('an attempt that is cancelled before it sends gives the mail back', async () => {
  const job = await fixture.enqueue();
  const environment = fixture.environment(1);
  environment.cancel();
  await expect(fixture.attempt(job, 1, { environment })).rejects.toMatchObject({ name: 'CancelledFailure' });
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'queued', lease_until: null });
  expect(fixture.smtp.received).toHaveLength(0);
});

test('data that no longer fits its template ends the mail', async () => {
  const job = await fixture.enqueue();
  await fixture.execute(sql`update email_message set data = '{}'::jsonb where job_id = ${job.id}`);
  await expect(fixture.attempt(job)).rejects.toMatchObject({ type: 'email_unrenderable', nonRetryable: true });
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'failed' });
});
