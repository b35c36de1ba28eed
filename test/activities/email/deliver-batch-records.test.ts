import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CancelledFailure } from '@temporalio/activity';
import pino from 'pino';
import { claimPage } from '../../../src/features/email/batch/batch.ledger.ts';
import { OutcomeRecorder } from '../../../src/features/email/batch/pass/outcome-recorder.ts';
import { SendStop } from '../../../src/features/email/batch/pass/send-stop.ts';
import { RecordingTime } from '../../../src/platform/db/record-until-written.ts';
import { type BatchFixture, createBatchFixture } from '../../support/batch.ts';
import { failingStatements, postgresError } from '../../support/faults.ts';
import { until } from '../../support/system.ts';

/** What was sent is recorded, whatever the database says meanwhile: an effect without its record happens twice. */

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

/** A password that was changed, a statement the pooler lost, a state it is not in, a defect, a time-out, a full disk. */
const CODES = ['28P01', '26000', '55000', 'XX000', '57014', '53100', '42P01'];

test.each(CODES)(
  'outcomes that Postgres refuses with %s are kept, written a moment later, and not sent again',
  async (code) => {
    const job = await fixture.enqueue(500);
    const fault = failingStatements(fixture.em, {
      matching: /set status = 'sent'/,
      when: (injected) => injected < 2,
      error: () => postgresError(code),
    });
    expect(await fixture.pass(job, { em: fault.em })).toEqual({ state: 'done' });
    expect(fault.injected).toBe(2);
    expect(fixture.smtp.received).toHaveLength(500);
    expect(await fixture.counts(job)).toMatchObject({ total: 500, sent: 500, uncertain: 0 });
  },
);

test('refusals of the mail server are kept like successes', async () => {
  const job = await fixture.enqueue(30);
  fixture.smtp.behave({ at: 'rcpt', reply: '550 5.7.1 no' });
  const fault = failingStatements(fixture.em, {
    matching: /with result as/,
    when: (injected) => injected < 2,
    error: () => postgresError('XX000'),
  });
  expect(await fixture.pass(job, { em: fault.em })).toEqual({ state: 'done' });
  expect(fault.injected).toBe(2);
  expect(await fixture.counts(job)).toMatchObject({ total: 30, failed: 30, uncertain: 0 });
  expect((await fixture.mails(job)).every((mail) => mail.attempts === 1)).toBe(true);
});

test.each([
  ['sent', /set status = 'sent'/],
  ['skipped', /with result as/],
] as const)(
  'records of %s mails that were given up are kept, and the next call writes them',
  async (what, matching) => {
    const job = await fixture.enqueue(3);
    let gone = true;
    const fault = failingStatements(fixture.em, { matching, when: () => gone, error: () => postgresError('28P01') });
    const sending = { fence: fixture.fence(job), holder: 'test' };
    const mails = await claimPage(fixture.em(), sending, { after: null, limit: 3, leaseMs: 60_000 });
    if (mails === null) throw new Error('the job is not its run’s any more');
    const recorder = new OutcomeRecorder({
      em: fault.em,
      sending,
      stop: new SendStop(),
      time: new RecordingTime(0, new AbortController().signal),
      logger: pino({ level: 'silent' }),
    });
    for (const { id } of mails) {
      if (what === 'sent') await recorder.sent(id, '250 ok');
      else await recorder.unsent({ id, became: 'skipped', code: null, message: null, retryInMs: null });
    }
    await expect(recorder.flush()).rejects.toThrow('injected 28P01');
    expect(fault.injected).toBeGreaterThan(0);
    expect(recorder.owes).toBe(true);
    gone = false;
    await recorder.flush();
    expect([recorder.owes, recorder.ended]).toEqual([false, 3]);
    expect(await fixture.counts(job)).toMatchObject({ [what]: 3, sending: 0 });
  },
);

test('a pass that is told to stop writes its records once the database takes them', async () => {
  const job = await fixture.enqueue(300);
  fixture.smtp.delayMs = 5;
  const environment = fixture.environment();
  let gone = true;
  const fault = failingStatements(fixture.em, {
    matching: /set status = 'sent'/,
    when: () => gone,
    error: () => postgresError('28P01'),
  });
  const pass = fixture.pass(job, { em: fault.em, environment });
  await until(async () => fixture.smtp.received.length > 120, 30_000, 'mails at the server');
  await until(async () => fault.injected > 0, 30_000, 'a record that failed');
  environment.cancel();
  gone = false;
  await expect(pass).rejects.toBeInstanceOf(CancelledFailure);
  const sent = fixture.smtp.received.length;
  expect(await fixture.counts(job)).toMatchObject({ total: 300, sent, queued: 300 - sent, uncertain: 0 });
});

test('a database that fails while a page is composed marks no mail as broken, whatever it says', async () => {
  const job = await fixture.enqueue(10);
  let injected = 0;
  const kind = {
    ...fixture.kind,
    open: async () => () => {
      injected += 1;
      throw postgresError('28P01');
    },
  };
  await expect(fixture.pass(job, { kind })).rejects.toThrow('injected 28P01');
  expect(injected).toBe(1);
  expect(await fixture.counts(job)).toMatchObject({ queued: 10, failed: 0 });
});

test('mails that were not sent are given back though the record of the others fails', async () => {
  const job = await fixture.enqueue(300);
  fixture.smtp.delayMs = 5;
  const environment = fixture.environment();
  const fault = failingStatements(fixture.em, { matching: /set status = 'sent'/, when: () => true });
  const pass = fixture.pass(job, { em: fault.em, environment });
  await until(async () => fault.injected > 0, 30_000, 'a record that failed');
  environment.cancel();
  await expect(pass).rejects.toThrow('Connection terminated');
  expect(fault.injected).toBeGreaterThan(1);
  const sent = fixture.smtp.received.length;
  expect(await fixture.counts(job)).toMatchObject({ total: 300, sending: sent, queued: 300 - sent, uncertain: 0 });
});
