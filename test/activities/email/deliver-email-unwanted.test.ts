import { sql } from 'kysely';
import { emailJobType } from '../../../src/features/email/email.jobs.ts';
import { claimMail } from '../../../src/features/email/email.ledger.ts';
import { row, rows } from '../../../src/platform/db/sql.ts';
import { retryJob } from '../../../src/platform/jobs/commands.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { settleRun } from '../../../src/platform/jobs/settle.ts';
import { createEmailFixture, type EmailFixture } from '../../support/email.ts';

/** Mails of their own that nobody wants, or whose mailbox turns out not to exist. */

const types = new JobTypes([emailJobType]);
let fixture: EmailFixture;

beforeAll(async () => {
  fixture = await createEmailFixture();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  await fixture.execute(sql`delete from email_suppression`);
  fixture.smtp.reset();
});

const suppress = (address: string, reason: string) =>
  fixture.execute(sql`insert into email_suppression (address, reason) values (${address}, ${reason})`);
const list = () => rows(fixture.em(), sql`select address, reason, message_id from email_suppression`);
const bouncedAt = async (jobId: string) =>
  (
    await row<{ bounced_at: Date | null }>(
      fixture.em(),
      sql`select bounced_at from email_message where job_id = ${jobId}`,
    )
  )?.bounced_at;

const SUPPRESSED = { type: 'email_suppressed', nonRetryable: true };

test('a suppressed address is sent nothing: the mail says so, and so does every later attempt', async () => {
  await suppress('zoe@b.test', 'manual');
  const job = await fixture.enqueue({ address: 'Zoe@B.test' });
  for (const attempt of [1, 2]) await expect(fixture.attempt(job, attempt)).rejects.toMatchObject(SUPPRESSED);
  expect(fixture.smtp.connections).toBe(0);
  expect(await fixture.mail(job.id)).toMatchObject({
    status: 'suppressed',
    attempts: 0,
    uncertain_count: 0,
    lease_holder: null,
    lease_until: null,
    error_code: 'email_suppressed',
    error_message: expect.stringContaining('suppression list'),
  });
});

test('the job of a suppressed mail fails and the mail stays suppressed; off the list, a retry sends it', async () => {
  await suppress('zoe@b.test', 'hard_bounce');
  const job = await fixture.enqueue();
  const error = await fixture.attempt(job).catch((failure: { type: string; message: string }) => failure);
  const { type: code, message } = error as { type: string; message: string };
  await settleRun(fixture.em(), types, { fence: fixture.fence(job), status: 'failed', error: { code, message } });
  expect(await fixture.job(job.id)).toMatchObject({ status: 'failed', error_code: 'email_suppressed' });
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'suppressed' });
  await fixture.execute(sql`delete from email_suppression`);
  const retried = await retryJob(fixture.em(), types, job.id, LEFT_TO_DISPATCHER);
  if (!retried) throw new Error('not retried');
  await fixture.attempt(retried);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', error_code: null });
});

test('a worker that dies after the claim may have sent it: found suppressed later, it is counted as uncertain', async () => {
  const job = await fixture.enqueue();
  await claimMail(fixture.em(), { fence: fixture.fence(job), number: 1 }, 1);
  await suppress('zoe@b.test', 'complaint');
  // About the account: a complaint does not stop it.
  await fixture.attempt(job, 2);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', uncertain_count: 1 });

  const another = await fixture.enqueue();
  await claimMail(fixture.em(), { fence: fixture.fence(another), number: 1 }, 1);
  await suppress('zoe@b.test', 'manual');
  await expect(fixture.attempt(another, 2)).rejects.toMatchObject(SUPPRESSED);
  expect(await fixture.mail(another.id)).toMatchObject({ status: 'suppressed', uncertain_count: 1 });
});

test('while another attempt may still be sending, a suppressed mail waits like any other', async () => {
  const job = await fixture.enqueue();
  await claimMail(fixture.em(), { fence: fixture.fence(job), number: 1 }, 60_000);
  await suppress('zoe@b.test', 'manual');
  await expect(fixture.attempt(job, 2)).rejects.toMatchObject({ type: 'email_leased' });
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sending' });
});

test.each([
  ['rcpt', '550 5.1.1 nobody of that name'],
  ['rcpt', '550 nobody of that name'],
  ['dot', '550 5.1.1 nobody of that name'],
] as const)('at %s, %s puts the address on the list, with the mail that found out', async (at, reply) => {
  const job = await fixture.enqueue({ address: 'Nobody@B.test' });
  fixture.smtp.behave({ at, reply });
  await expect(fixture.attempt(job)).rejects.toMatchObject({ type: 'smtp_rejected', nonRetryable: true });
  const mail = await fixture.mail(job.id);
  expect(mail).toMatchObject({ status: 'failed', error_code: 'smtp_rejected', error_message: reply });
  expect(await bouncedAt(job.id)).toBeInstanceOf(Date);
  expect(await list()).toEqual([{ address: 'nobody@b.test', reason: 'hard_bounce', message_id: mail.id }]);
  const next = await fixture.enqueue({ address: 'nobody@b.test' });
  await expect(fixture.attempt(next)).rejects.toMatchObject(SUPPRESSED);
});

test.each([
  ['rcpt', '550 5.7.1 not from you'],
  ['rcpt', '552 5.2.2 full'],
  ['mail', '550 not from you'],
  ['dot', '550 not this'],
] as const)('at %s, %s says nothing about the address', async (at, reply) => {
  const job = await fixture.enqueue();
  fixture.smtp.behave({ at, reply });
  await expect(fixture.attempt(job)).rejects.toMatchObject({ type: 'smtp_rejected' });
  expect(await bouncedAt(job.id)).toBeNull();
  expect(await list()).toEqual([]);
});

test('a refusal after the lease was lost suppresses no address', async () => {
  const job = await fixture.enqueue();
  fixture.smtp.behave({ at: 'rcpt', reply: '550 5.1.1 nobody' });
  const stolen = {
    send: async (...given: Parameters<typeof fixture.transport.send>) => {
      const outcome = await fixture.transport.send(...given);
      await fixture.execute(sql`update email_message set lease_holder = 'another' where job_id = ${job.id}`);
      return outcome;
    },
    close: async () => undefined,
  };
  await expect(fixture.attempt(job, 1, { transport: stolen })).rejects.toMatchObject({ type: 'smtp_rejected' });
  expect(await list()).toEqual([]);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sending' });
});
