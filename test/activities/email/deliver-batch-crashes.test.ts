import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CancelledFailure } from '@temporalio/activity';
import { sql } from 'kysely';
import {
  claimPage,
  finishBatch,
  giveBackMails,
  recordUnsentMails,
} from '../../../src/features/email/batch/batch.ledger.ts';
import { pauseBatch, requeueFailed, resumeBatch } from '../../../src/features/email/batch/batch.service.ts';
import type { Em } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { cancelJob, retryJob } from '../../../src/platform/jobs/commands.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { settleRun } from '../../../src/platform/jobs/settle.ts';
import type { ComposedMail, MailTransport, SendOptions } from '../../../src/platform/mail/mail-transport.ts';
import { type BatchFixture, createBatchFixture, testBatchJob } from '../../support/batch.ts';
import { failingStatements } from '../../support/faults.ts';
import { until } from '../../support/system.ts';

const types = new JobTypes([testBatchJob]);
let fixture: BatchFixture;

beforeAll(async () => {
  fixture = await createBatchFixture();
});

afterAll(async () => {
  await fixture.close();
});

beforeEach(() => {
  fixture.smtp.reset();
});

const unique = () => new Set(fixture.smtp.received.map((mail) => mail.to)).size;

/** Does something before the n-th mail is handed to the real transport. */
function before(n: number, work: () => Promise<unknown>): MailTransport {
  let count = 0;
  return {
    send: async (mail: ComposedMail, options: SendOptions) => {
      count += 1;
      if (count === n) await work();
      return await fixture.transport.send(mail, options);
    },
    close: async () => undefined,
  };
}

test('a worker that died after a claim: its rows wait for their lease, the rest goes on, and the lost ones are counted', async () => {
  const job = await fixture.enqueue(50);
  const sending = { fence: fixture.fence(job), holder: 'dead' };
  const page = await claimPage(fixture.em(), sending, { after: null, limit: 20, leaseMs: 60_000 });
  expect(page).toHaveLength(20);
  const pass = await fixture.pass(job, { attempt: 2 });
  if (pass.state !== 'waiting') throw new Error(pass.state);
  expect(pass.waitMs).toBeGreaterThan(50_000);
  expect(await fixture.counts(job)).toMatchObject({ total: 50, sent: 30, sending: 20, uncertain: 0 });
  await fixture.due(job);
  expect(await fixture.pass(job, { attempt: 2 })).toEqual({ state: 'done' });
  expect(await fixture.counts(job)).toMatchObject({ total: 50, sent: 50, uncertain: 20 });
  expect(fixture.smtp.received).toHaveLength(50);
});

test('a worker that died between the answers of the server and their record sends copies with the same Message-IDs', async () => {
  const job = await fixture.enqueue(3);
  const fault = failingStatements(fixture.em, { matching: /set status = 'sent'/, when: () => true });
  const environment = fixture.environment();
  const pass = fixture.pass(job, { em: fault.em, environment });
  await until(async () => fixture.smtp.received.length === 3, 10_000, 'three mails at the server');
  environment.cancel();
  await expect(pass).rejects.toThrow('Connection terminated');
  expect(fault.injected).toBeGreaterThan(1);
  expect(await fixture.counts(job)).toMatchObject({ sending: 3 });
  await fixture.due(job);
  expect(await fixture.pass(job, { attempt: 2 })).toEqual({ state: 'done' });
  const ids = fixture.smtp.received.map((mail) => mail.messageId);
  expect(ids).toHaveLength(6);
  expect(new Set(ids).size).toBe(3);
  expect(await fixture.counts(job)).toMatchObject({ sent: 3, uncertain: 3 });
}, 30_000);

test('the database lost at a claim is a failure that is retried, and what was claimed before is given back or sent', async () => {
  const job = await fixture.enqueue(400);
  const fault = failingStatements(fixture.em, {
    matching: /skip locked/,
    when: () => fixture.smtp.received.length > 40,
  });
  await expect(fixture.pass(job, { em: fault.em })).rejects.toThrow('Connection terminated');
  expect(fault.injected).toBe(1);
  const counts = await fixture.counts(job);
  expect(counts.sent + counts.queued).toBe(400);
  expect(counts.sent).toBe(fixture.smtp.received.length);
  expect(await fixture.pass(job, { attempt: 2 })).toEqual({ state: 'done' });
  expect(fixture.smtp.received).toHaveLength(400);
  expect(await fixture.counts(job)).toMatchObject({ sent: 400, uncertain: 0 });
});

test('however long the database is away, what was sent meanwhile is written and not sent again', async () => {
  const job = await fixture.enqueue(400);
  let backAt = 0;
  const fault = failingStatements(fixture.em, {
    matching: /./,
    when: () => {
      if (backAt === 0 && fixture.smtp.received.length > 40) backAt = performance.now() + 7_000;
      return backAt > performance.now();
    },
  });
  await expect(fixture.pass(job, { em: fault.em })).rejects.toThrow('Connection terminated');
  expect(fault.injected).toBeGreaterThan(3);
  expect(await fixture.counts(job)).toMatchObject({ total: 400, sent: fixture.smtp.received.length, sending: 0 });
  expect(await fixture.pass(job, { attempt: 2 })).toEqual({ state: 'done' });
  expect(fixture.smtp.received).toHaveLength(400);
  expect(await fixture.counts(job)).toMatchObject({ sent: 400, uncertain: 0 });
}, 60_000);

test('the database lost while a page is composed marks no mail as broken', async () => {
  const job = await fixture.enqueue(10);
  let broken = true;
  let injected = 0;
  const kind = {
    ...fixture.kind,
    open: async (em: Em, jobId: string) => {
      const compose = await fixture.kind.open(em, jobId);
      return (page: Em, recipients: Parameters<typeof compose>[1]) => {
        if (broken) {
          injected += 1;
          throw new Error('Connection terminated unexpectedly');
        }
        return compose(page, recipients);
      };
    },
  };
  await expect(fixture.pass(job, { kind })).rejects.toThrow('Connection terminated');
  expect(injected).toBe(1);
  expect(await fixture.counts(job)).toMatchObject({ queued: 10, failed: 0 });
  broken = false;
  expect(await fixture.pass(job, { kind, attempt: 2 })).toEqual({ state: 'done' });
});

test('two attempts at once send every mail once', async () => {
  const job = await fixture.enqueue(600);
  fixture.smtp.delayMs = 2;
  const passes = await Promise.all([fixture.pass(job), fixture.pass(job, { attempt: 2 })]);
  expect(passes.map((pass) => pass.state)).toContain('done');
  expect(fixture.smtp.received).toHaveLength(600);
  expect(unique()).toBe(600);
  expect(await fixture.counts(job)).toMatchObject({ total: 600, sent: 600, uncertain: 0 });
});

test('an attempt that comes back late neither returns nor defers the mails of another attempt', async () => {
  const job = await fixture.enqueue(2);
  const fence = fixture.fence(job);
  const late = { fence, holder: 'late' };
  const options = { after: null, limit: 10, leaseMs: 60_000 };
  const [first] = (await claimPage(fixture.em(), late, options)) ?? [];
  await fixture.due(job);
  const present = { fence, holder: 'present' };
  expect(await claimPage(fixture.em(), present, options)).toHaveLength(2);
  const ids = [first?.id as string];
  await giveBackMails(fixture.em(), late, ids);
  const failed = {
    became: 'failed',
    code: 'smtp_rejected',
    message: '550 5.1.1 no',
    retryInMs: null,
    bounced: true,
  } as const;
  await recordUnsentMails(fixture.em(), late, [{ id: first?.id as string, ...failed }]);
  expect(await fixture.counts(job)).toMatchObject({ sending: 2, failed: 0, bounced: 0 });
  expect((await fixture.mails(job)).every((mail) => mail.lease_holder === 'present')).toBe(true);
});

test('a run that lost its job sends nothing more, and what it sent is sent', async () => {
  const job = await fixture.enqueue(400);
  fixture.smtp.delayMs = 20;
  const error = { code: 'timeout', message: 'swept' };
  const transport = before(30, () =>
    settleRun(fixture.em(), types, { fence: fixture.fence(job), status: 'failed', error }),
  );
  expect(await fixture.pass(job, { transport })).toEqual({ state: 'lost' });
  const counts = await fixture.counts(job);
  expect(counts.sent).toBe(fixture.smtp.received.length);
  expect(counts.sent).toBeLessThan(400);
  expect(counts.sent + counts.failed).toBe(400);
  const retried = await retryJob(fixture.em(), types, job.id, LEFT_TO_DISPATCHER);
  if (!retried) throw new Error('not retried');
  fixture.smtp.delayMs = 0;
  await fixture.due(job);
  expect(await fixture.pass(retried)).toEqual({ state: 'done' });
  expect(fixture.smtp.received).toHaveLength(400);
});

test('a pause stops new sends, gives back what was claimed, and a resumed batch is sent once', async () => {
  const job = await fixture.enqueue(500);
  fixture.smtp.delayMs = 20;
  const transport = before(20, () => pauseBatch(fixture.em(), job.id));
  expect(await fixture.pass(job, { transport })).toEqual({ state: 'paused' });
  const sent = fixture.smtp.received.length;
  expect(sent).toBeLessThan(500);
  expect(await fixture.counts(job)).toMatchObject({ total: 500, sent, queued: 500 - sent, sending: 0 });
  expect(
    (await fixture.mails(job)).filter((mail) => mail.status === 'queued').every((mail) => mail.attempts === 0),
  ).toBe(true);
  expect(await fixture.pass(job)).toEqual({ state: 'paused' });
  expect(fixture.smtp.received).toHaveLength(sent);
  await resumeBatch(fixture.em(), job.id);
  fixture.smtp.delayMs = 0;
  expect(await fixture.pass(job)).toEqual({ state: 'done' });
  expect(fixture.smtp.received).toHaveLength(500);
  expect(unique()).toBe(500);
});

test('a request to cancel stops new sends before it has reached the run', async () => {
  const job = await fixture.enqueue(500);
  fixture.smtp.delayMs = 20;
  const transport = before(20, () => cancelJob(fixture.em(), types, job.id));
  expect(await fixture.pass(job, { transport })).toEqual({ state: 'waiting', waitMs: 1_000 });
  const sent = fixture.smtp.received.length;
  expect(sent).toBeLessThan(500);
  expect(await fixture.counts(job)).toMatchObject({ sent, queued: 500 - sent });
  expect(await fixture.pass(job)).toEqual({ state: 'waiting', waitMs: 1_000 });
  expect(fixture.smtp.received).toHaveLength(sent);
});

test('a cancelled activity lets mails under way finish and returns the others', async () => {
  const job = await fixture.enqueue(300);
  fixture.smtp.delayMs = 20;
  const environment = fixture.environment();
  const pass = fixture.pass(job, { environment });
  await until(async () => fixture.smtp.received.length >= 10, 10_000, 'ten mails');
  environment.cancel();
  await expect(pass).rejects.toBeInstanceOf(CancelledFailure);
  const sent = fixture.smtp.received.length;
  expect(await fixture.counts(job)).toMatchObject({ total: 300, sent, queued: 300 - sent, uncertain: 0 });
});

test('a row whose lease would end before it is sent is returned and claimed again', async () => {
  const job = await fixture.enqueue(60);
  fixture.smtp.delayMs = 60;
  const pass = await fixture.pass(job, { timing: { deadlineMs: 1_000, leaseMs: 1_150 } });
  expect(['done', 'waiting']).toContain(pass.state);
  fixture.smtp.delayMs = 0;
  while ((await fixture.pass(job)).state === 'waiting');
  expect(fixture.smtp.received).toHaveLength(60);
  expect(await fixture.counts(job)).toMatchObject({ sent: 60, uncertain: 0 });
  expect((await fixture.mails(job)).every((mail) => mail.attempts === 1)).toBe(true);
});

test('a retry of failed mails while the batch ends is either seen by the run, or sees that the batch has ended', async () => {
  const job = await fixture.enqueue(2);
  await fixture.execute(
    sql`update email_message set status = case to_address when 'n0@b.test' then 'failed' else 'sent' end
        where job_id = ${job.id}`,
  );
  const fence = fixture.fence(job);
  let ended: Promise<string> | undefined;
  await transact(fixture.em(), async (tx) => {
    expect(await requeueFailed(tx, job.id)).toBe(1);
    ended = finishBatch(fixture.em(), fence);
    await new Promise((resolve) => setTimeout(resolve, 200)); // it waits for us
  });
  expect(await ended).toBe('open');
  await fixture.execute(sql`update email_message set status = 'failed' where job_id = ${job.id} and status = 'queued'`);
  expect(await finishBatch(fixture.em(), fence)).toBe('done');
  expect(await finishBatch(fixture.em(), fence)).toBe('lost');
});
