import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rows } from '../../../src/platform/db/sql.ts';
import { SmtpPool } from '../../../src/platform/mail/smtp-pool.ts';
import { type BatchFixture, createBatchFixture, kindOf, plainMail } from '../../support/batch.ts';

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

const addressees = () => fixture.smtp.received.map((mail) => mail.to).sort();

test('a batch goes out once, and its job succeeds with the counts', async () => {
  const job = await fixture.enqueue(700);
  expect(await fixture.pass(job)).toEqual({ state: 'done' });
  expect(new Set(addressees()).size).toBe(700);
  expect(fixture.smtp.received).toHaveLength(700);
  const mails = await fixture.mails(job);
  expect(mails.every((mail) => mail.status === 'sent' && mail.smtp_response === '250 2.0.0 queued')).toBe(true);
  expect(mails.every((mail) => mail.lease_holder === null && mail.attempts === 1 && mail.sent_at !== null)).toBe(true);
  expect(await fixture.job(job.id)).toMatchObject({
    status: 'succeeded',
    result: { total: 700, sent: 700, failed: 0, suppressed: 0, skipped: 0, uncertain: 0 },
    progress_done: 700,
    progress_total: 700,
  });
});

test('a pass whose time is up gives its slot back with what it claimed sent, and the next one goes on', async () => {
  const job = await fixture.enqueue(900);
  expect(await fixture.pass(job, { passMs: 1 })).toEqual({ state: 'waiting', waitMs: 0 });
  const first = await fixture.counts(job);
  expect(first.sent).toBeGreaterThan(0);
  expect(first.sent).toBeLessThan(900);
  expect(first).toMatchObject({ total: 900, sending: 0, uncertain: 0 });
  for (let passes = 1; (await fixture.pass(job, { passMs: 1 })).state !== 'done'; passes += 1) {
    expect(passes).toBeLessThan(900);
  }
  expect(new Set(addressees()).size).toBe(900);
  expect(fixture.smtp.received).toHaveLength(900);
  expect((await fixture.mails(job)).every((mail) => mail.attempts === 1)).toBe(true);
});

test('a batch that is run again sends nothing', async () => {
  const job = await fixture.enqueue(5);
  await fixture.pass(job);
  expect(await fixture.pass(job, { attempt: 2 })).toEqual({ state: 'lost' });
  expect(fixture.smtp.received).toHaveLength(5);
});

test('one bad address, one 450 and one dropped connection stop no other mail', async () => {
  const job = await fixture.enqueue(300, { domain: 'mixed.test' });
  const script = {
    'n7@mixed.test': { at: 'rcpt', reply: '550 5.1.1 nobody here' },
    'n8@mixed.test': { at: 'rcpt', reply: '450 4.2.0 greylisted' },
    'n9@mixed.test': 'close-mid-data',
    'n10@mixed.test': { at: 'dot', reply: '554 5.7.1 looks like spam' },
    'n11@mixed.test': 'close-after-dot',
  } as const;
  fixture.smtp.behave((to, earlier) => (earlier === 0 && to in script ? script[to as keyof typeof script] : 'accept'));
  expect(await fixture.pass(job)).toMatchObject({ state: 'waiting' });
  expect(await fixture.counts(job)).toMatchObject({
    total: 300,
    sent: 295,
    failed: 2,
    deferred: 1,
    sending: 2,
    bounced: 1,
  });
  expect(await fixture.mail(job, 'n7@mixed.test')).toMatchObject({ error_code: 'smtp_rejected', attempts: 1 });
  expect(await fixture.mail(job, 'n8@mixed.test')).toMatchObject({ error_message: '450 4.2.0 greylisted' });
  expect(await fixture.mail(job, 'n9@mixed.test')).toMatchObject({ error_code: 'smtp_uncertain', status: 'sending' });
  expect(await fixture.mail(job, 'n10@mixed.test')).toMatchObject({ status: 'failed', bounced_at: null });
  expect(
    await rows(fixture.em(), sql`select reason, message_id from email_suppression where address = 'n7@mixed.test'`),
  ).toEqual([{ reason: 'hard_bounce', message_id: (await fixture.mail(job, 'n7@mixed.test')).id }]);
  await fixture.due(job);
  expect(await fixture.pass(job)).toEqual({ state: 'done' });
  expect(await fixture.counts(job)).toMatchObject({ total: 300, sent: 298, failed: 2, uncertain: 2 });
  const twice = fixture.smtp.received.filter((mail) => mail.to === 'n11@mixed.test');
  expect(twice).toHaveLength(2);
  expect(twice[0]?.messageId).toBe(twice[1]?.messageId);
  expect(fixture.smtp.received).toHaveLength(300); // 298 sent, the rejected dot, the copy
  await fixture.execute(sql`delete from email_suppression`);
});

test('a mail that is refused for now fails when its attempts are spent', async () => {
  const job = await fixture.enqueue(2);
  fixture.smtp.behave((to) => (to === 'n0@b.test' ? { at: 'rcpt', reply: '451 4.3.0 later' } : 'accept'));
  const retry = { maximumAttempts: 3 };
  for (let n = 0; n < 2; n += 1) {
    const pass = await fixture.pass(job, { retry });
    expect(pass).toMatchObject({ state: 'waiting', waitMs: expect.any(Number) });
    await fixture.due(job);
  }
  expect(await fixture.pass(job, { retry })).toEqual({ state: 'done' });
  expect(await fixture.mail(job, 'n0@b.test')).toMatchObject({
    status: 'failed',
    attempts: 3,
    error_code: 'smtp_deferred',
  });
  expect(await fixture.job(job.id)).toMatchObject({ status: 'succeeded', result: { sent: 1, failed: 1 } });
});

test('a deferred mail waits as long as its retry says', async () => {
  const job = await fixture.enqueue(1);
  fixture.smtp.behave({ at: 'rcpt', reply: '451 4.3.0 later' });
  const retry = { initialIntervalMs: 60_000, maximumIntervalMs: 600_000 };
  const first = await fixture.pass(job, { retry });
  if (first.state !== 'waiting') throw new Error(first.state);
  expect(first.waitMs).toBeGreaterThan(50_000);
  expect(first.waitMs).toBeLessThanOrEqual(60_000);
  const tooSoon = await fixture.pass(job, { retry });
  expect(tooSoon.state).toBe('waiting');
  expect(await fixture.mail(job, 'n0@b.test')).toMatchObject({ status: 'deferred', attempts: 1 });
});

test('a server that is away costs no mail an attempt', async () => {
  const job = await fixture.enqueue(200);
  const transport = new SmtpPool({ ...fixture.config.smtp, url: 'smtp://127.0.0.1:1' });
  expect(await fixture.pass(job, { transport })).toEqual({ state: 'waiting', waitMs: 200 });
  expect(await fixture.counts(job)).toMatchObject({ total: 200, queued: 200 });
  expect((await fixture.mails(job)).every((mail) => mail.attempts === 0 && mail.lease_holder === null)).toBe(true);
  expect(await fixture.job(job.id)).toMatchObject({
    error_code: 'smtp_unreachable',
    error_message: expect.stringContaining('ECONNREFUSED'),
    next_attempt_at: expect.any(Date),
  });
  expect(await fixture.pass(job)).toEqual({ state: 'done' });
  expect(await fixture.job(job.id)).toMatchObject({ error_code: null, next_attempt_at: null });
  expect(fixture.smtp.received).toHaveLength(200);
});

test('a recipient who is deleted, unverified, opted out or suppressed gets nothing', async () => {
  const ids = {
    here: await fixture.user({ email: 'here@b.test' }),
    gone: await fixture.user({ email: 'gone@b.test' }),
    disabled: await fixture.user({ email: 'disabled@b.test' }),
    unproven: await fixture.user({ email: 'unproven@b.test', verified: false }),
    refusing: await fixture.user({ email: 'refusing@b.test', categories: { announcements: false } }),
  };
  await fixture.execute(sql`update app_user set deleted_at = now() where id = ${ids.gone}`);
  await fixture.execute(sql`update app_user set disabled_at = now() where id = ${ids.disabled}`);
  await fixture.execute(
    sql`insert into email_suppression (address, reason, category) values ('bounced@b.test', 'hard_bounce', null),
          ('complained@b.test', 'complaint', null), ('out@b.test', 'unsubscribe', 'announcements'),
          ('other@b.test', 'unsubscribe', 'weekly_digest'), ('manual@b.test', 'manual', null), ('manual@b.test', 'complaint', null)`,
  );
  const people = [
    ...Object.entries(ids).map(([name, userId]) => ({ address: `${name}@b.test`, userId })),
    ...['bounced', 'complained', 'out', 'other', 'Manual', 'stranger'].map((name) => ({ address: `${name}@b.test` })),
  ];
  const job = await fixture.enqueue(people, { category: 'announcements' as never });
  expect(await fixture.pass(job)).toEqual({ state: 'done' });
  expect(addressees()).toEqual(['here@b.test', 'other@b.test', 'stranger@b.test']);
  const why = Object.fromEntries((await fixture.mails(job)).map((mail) => [mail.to_address, mail.error_code]));
  expect(why).toEqual({
    'here@b.test': null,
    'gone@b.test': 'recipient_gone',
    'disabled@b.test': 'recipient_gone',
    'unproven@b.test': 'address_unproven',
    'refusing@b.test': 'opted_out',
    'bounced@b.test': 'suppressed_hard_bounce',
    'complained@b.test': 'suppressed_complaint',
    'out@b.test': 'suppressed_unsubscribe',
    'other@b.test': null,
    'Manual@b.test': 'suppressed_manual',
    'stranger@b.test': null,
  });
  expect(await fixture.counts(job)).toMatchObject({ total: 11, sent: 3, suppressed: 8 });
  expect((await fixture.mails(job)).every((mail) => mail.lease_holder === null)).toBe(true);
  // Mail about the account reaches those who complained or opted out.
  fixture.smtp.received.length = 0;
  const account = await fixture.enqueue(people, { category: 'account' });
  expect(await fixture.pass(account)).toEqual({ state: 'done' });
  expect(addressees()).toEqual(
    ['complained', 'here', 'other', 'out', 'refusing', 'stranger'].map((name) => `${name}@b.test`),
  );
  await fixture.execute(sql`delete from email_suppression`);
});

test('a mail to an address that belongs to a new account by now follows that account', async () => {
  const names = ['Refuser', 'disabled-since', 'unproven-since', 'takes-it', 'nobody'];
  const job = await fixture.enqueue(
    names.map((name) => ({ address: `${name}@since.test` })),
    { category: 'announcements' },
  );
  await fixture.user({ email: 'refuser@since.test', categories: { announcements: false } });
  const disabled = await fixture.user({ email: 'disabled-since@since.test' });
  await fixture.execute(sql`update app_user set disabled_at = now() where id = ${disabled}`);
  await fixture.user({ email: 'unproven-since@since.test', verified: false });
  await fixture.user({ email: 'takes-it@since.test' });
  expect(await fixture.pass(job)).toEqual({ state: 'done' });
  expect(addressees()).toEqual(['nobody@since.test', 'takes-it@since.test']);
  expect((await fixture.mails(job)).map((mail) => mail.error_code)).toEqual([
    'opted_out',
    'recipient_gone',
    'address_unproven',
    null,
    null,
  ]);
});

test('a mail goes to the address that its user has by now', async () => {
  const userId = await fixture.user({ email: 'new@b.test' });
  const job = await fixture.enqueue([{ address: 'old@b.test', userId }]);
  expect(await fixture.pass(job, { kind: fixture.kind })).toEqual({ state: 'done' });
  expect(addressees()).toEqual([]); // `activity` is for those who asked
  const asked = await fixture.enqueue([{ address: 'old@b.test', userId }], { category: 'account' });
  expect(await fixture.pass(asked)).toEqual({ state: 'done' });
  expect(addressees()).toEqual(['new@b.test']);
  expect((await fixture.mails(asked)).map((mail) => mail.to_address)).toEqual(['new@b.test']);
});

test('mails without anything to say are skipped, broken ones fail alone', async () => {
  const job = await fixture.enqueue(120);
  const kind = kindOf(async (_em, recipients) =>
    recipients.map((recipient) => {
      if (recipient.to.address === 'n50@b.test') throw new Error('no such field');
      return recipient.to.address === 'n60@b.test' ? null : plainMail(recipient);
    }),
  );
  expect(await fixture.pass(job, { kind })).toEqual({ state: 'done' });
  expect(await fixture.counts(job)).toMatchObject({ sent: 118, failed: 1, skipped: 1 });
  expect(await fixture.mail(job, 'n50@b.test')).toMatchObject({
    status: 'failed',
    error_code: 'email_unrenderable',
    error_message: 'the mail could not be rendered: no such field',
  });
});

test('a mail that has become stale is skipped, whether it waited or not', async () => {
  const job = await fixture.enqueue(3, { expiresAt: new Date(Date.now() + 3_600_000) });
  fixture.smtp.behave((to) => (to === 'n1@b.test' ? 'accept' : { at: 'rcpt', reply: '451 4.3.0 later' }));
  const retry = { initialIntervalMs: 60_000, maximumIntervalMs: 600_000 };
  expect(await fixture.pass(job, { retry })).toMatchObject({ state: 'waiting' });
  await fixture.execute(sql`update email_message set expires_at = now() where job_id = ${job.id}`);
  fixture.smtp.behave('accept');
  expect(await fixture.pass(job, { retry })).toEqual({ state: 'done' });
  expect(await fixture.counts(job)).toMatchObject({ total: 3, sent: 1, skipped: 2 });
  expect(await fixture.mail(job, 'n0@b.test')).toMatchObject({ error_code: 'expired', attempts: 1 });
});

test('a batch that is not filled yet is not ended', async () => {
  const job = await fixture.enqueue(2, { filled: false });
  expect(await fixture.pass(job)).toMatchObject({ state: 'waiting' });
  expect(await fixture.counts(job)).toMatchObject({ sent: 2 });
  await fixture.execute(sql`update email_batch set filled_at = now() where job_id = ${job.id}`);
  expect(await fixture.pass(job)).toEqual({ state: 'done' });
});
