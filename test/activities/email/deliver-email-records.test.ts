import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { claimMail } from '../../../src/features/email/email.ledger.ts';
import { databaseFailure } from '../../../src/platform/db/failures.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createEmailFixture, type EmailFixture } from '../../support/email.ts';
import { failingStatements, postgresError } from '../../support/faults.ts';
import { through } from '../../support/intercept.ts';
import { until } from '../../support/system.ts';

/** What the mail server said is recorded, whatever the database says meanwhile: an effect without its record happens twice. */

let fixture: EmailFixture;
/** Whose statements are given up after 200 ms. */
let hasty: Orm;

beforeAll(async () => {
  fixture = await createEmailFixture();
  hasty = createOrm({ ...fixture.config.db, statementTimeoutMs: 200 }, []);
});

afterAll(async () => {
  await hasty.close(true);
  await fixture.close();
});

beforeEach(async () => {
  await fixture.execute(sql`delete from email_suppression`);
  fixture.smtp.reset();
});

const RECORD = /closed as/;

test('a table that is locked for longer than a statement may take costs no second mail', async () => {
  const job = await fixture.enqueue();
  let timedOut = 0;
  const em = () =>
    through(hasty.em.fork(), async (query, execute) => {
      try {
        return await execute(query);
      } catch (error) {
        if (RECORD.test(query.sql) && databaseFailure(error) === 'busy') timedOut += 1;
        throw error;
      }
    });
  const held = Promise.withResolvers<void>();
  const transport = {
    // The table is taken between the answer of the server and its record.
    send: async (...parameters: Parameters<typeof fixture.transport.send>) => {
      const outcome = await fixture.transport.send(...parameters);
      void transact(fixture.em(), async (tx) => {
        await run(tx, sql`lock table email_message in access exclusive mode`);
        held.resolve();
        await until(async () => timedOut >= 2, 30_000, 'two records that were given up');
      });
      await held.promise;
      return outcome;
    },
    close: async () => undefined,
  };
  await fixture.attempt(job, 1, { em, transport, timing: { attemptTimeoutMs: 60_000 } });
  expect(timedOut).toBeGreaterThanOrEqual(2);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', attempts: 1, uncertain_count: 0 });
  expect(await fixture.job(job.id)).toMatchObject({ status: 'succeeded' });
  expect(fixture.smtp.received).toHaveLength(1);
});

test.each(['28P01', '26000', '55000', 'XX000', '57014'])(
  'a 250 whose record Postgres refuses with %s is recorded by the same attempt',
  async (code) => {
    const job = await fixture.enqueue();
    const fault = failingStatements(fixture.em, {
      matching: RECORD,
      when: (injected) => injected < 3,
      error: () => postgresError(code),
    });
    await fixture.attempt(job, 1, { em: fault.em });
    expect(fault.injected).toBe(3);
    expect(fixture.smtp.received).toHaveLength(1);
    expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', attempts: 1, uncertain_count: 0 });
  },
);

test('a record that was written though its answer was lost is not an error', async () => {
  const job = await fixture.enqueue();
  let lost = 0;
  const em = () =>
    through(fixture.em(), async (query, execute) => {
      const result = await execute(query);
      if (!RECORD.test(query.sql) || lost > 0) return result;
      lost += 1;
      throw new Error('Connection terminated unexpectedly');
    });
  await fixture.attempt(job, 1, { em });
  expect(lost).toBe(1);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', attempts: 1 });
  expect(await fixture.job(job.id)).toMatchObject({ status: 'succeeded' });
});

test.each([
  ['a refusal for good', '550 5.7.1 no', 'smtp_rejected', { status: 'failed' }],
  ['a refusal for now', '451 4.3.0 later', 'smtp_deferred', { status: 'queued' }],
])('%s is recorded like a success', async (_name, reply, type, mail) => {
  const job = await fixture.enqueue();
  fixture.smtp.behave({ at: 'rcpt', reply });
  const fault = failingStatements(fixture.em, {
    matching: /with noted as/,
    when: (injected) => injected < 2,
    error: () => postgresError('XX000'),
  });
  await expect(fixture.attempt(job, 1, { em: fault.em })).rejects.toMatchObject({ type });
  expect(fault.injected).toBe(2);
  expect(await fixture.mail(job.id)).toMatchObject({ ...mail, uncertain_count: 0 });
});

test('words that Postgres cannot hold are stored without what it cannot hold', async () => {
  const job = await fixture.enqueue();
  const response = `250 ${'x'.repeat(995)}\u{1F600} \0 queued`;
  const transport = {
    send: async () => ({ outcome: 'accepted', response }) as const,
    close: async () => undefined,
  };
  await fixture.attempt(job, 1, { transport });
  const { smtp_response } = await fixture.mail(job.id);
  expect(smtp_response).toHaveLength(1_000);
  expect(smtp_response?.isWellFormed()).toBe(true);
});

test('an attempt whose time is up gives up, and the next one counts its mail as uncertain', async () => {
  const job = await fixture.enqueue();
  const fault = failingStatements(fixture.em, { matching: RECORD, when: () => true });
  const timing = { deadlineMs: 500, leaseMs: 600, attemptTimeoutMs: 2_500 };
  await expect(fixture.attempt(job, 1, { em: fault.em, timing })).rejects.toThrow('Connection terminated');
  expect(fault.injected).toBeGreaterThan(1);
  await fixture.execute(sql`update email_message set lease_until = now() where job_id = ${job.id}`);
  await fixture.attempt(job, 2);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'sent', uncertain_count: 1 });
});

test('an attempt that is told to stop spends a moment on its record at most', async () => {
  const job = await fixture.enqueue();
  const environment = fixture.environment(1);
  const fault = failingStatements(fixture.em, { matching: RECORD, when: () => true });
  const attempt = fixture.attempt(job, 1, { em: fault.em, environment, timing: { attemptTimeoutMs: 600_000 } });
  await until(async () => fault.injected > 0, 30_000, 'a record that failed');
  environment.cancel();
  await expect(attempt).rejects.toThrow('Connection terminated');
  expect(fault.injected).toBeGreaterThan(1);
});

test('a mail is returned to the queue whatever the database says', async () => {
  const job = await fixture.enqueue();
  const environment = fixture.environment(1);
  environment.cancel();
  const fault = failingStatements(fixture.em, {
    matching: /^update email_message set status = 'queued'/,
    when: (injected) => injected < 2,
    error: () => postgresError('55000'),
  });
  await expect(fixture.attempt(job, 1, { em: fault.em, environment })).rejects.toThrow('not sent');
  expect(fault.injected).toBe(2);
  expect(await fixture.mail(job.id)).toMatchObject({ status: 'queued' });
  const attempt = { fence: fixture.fence(job), number: 2 };
  expect((await claimMail(fixture.em(), attempt, 1_000)).kind).toBe('claimed');
});
