import { sql } from 'kysely';
import { eraseSteps } from '../../../../src/composition/erase-steps.ts';
import { recordSentMails } from '../../../../src/features/email/batch/batch.ledger.ts';
import { transact } from '../../../../src/platform/db/transaction.ts';
import { BELONGINGS, countsToCome, giveBelongings } from '../../../support/belongings.ts';
import { type Recognisable, tracesOf } from '../../../support/traces.ts';
import { wrongCounters } from '../../community/counters.ts';
import { type AccountsFixture, createAccountsFixture, PASSWORD, type Person } from '../support.ts';

let app: AccountsFixture;
beforeAll(async () => {
  app = await createAccountsFixture();
});
afterAll(() => app.close());

async function somebody(): Promise<Recognisable & { person: Person }> {
  const person = await app.person();
  const displayName = `Ottilie ${person.id.slice(-6)}`;
  await app.all(sql`update app_user set display_name = ${displayName} where id = ${person.id}`);
  return { person, id: person.id, displayName, addresses: [person.email] };
}

const remove = (who: Person) =>
  app.call('DELETE', `/api/users/${who.id}`, { token: who.accessToken, body: { currentPassword: PASSWORD } });

/** One pass of all steps, as the activity makes it. */
async function pass(userId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const step of eraseSteps) {
    for (let touched = -1; touched !== 0; ) {
      touched = await transact(app.em(), (tx) => step.erase(tx, userId, 500));
      expect(touched).toBeLessThanOrEqual(500);
      counts[step.name] = (counts[step.name] ?? 0) + touched;
    }
  }
  return counts;
}

test('the erase steps have names of their own', () => {
  const names = eraseSteps.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('the erase steps take a person out of every table, page by page, and count each thing once', async () => {
  const gone = await somebody();
  const stays = await somebody();
  for (const one of [gone, stays]) await giveBelongings(app.em(), one);
  await app.all(sql`insert into user_preferences (user_id, time_zone) values (${gone.id}, 'Europe/Berlin')`);
  const before = await countsToCome(app.em(), eraseSteps, stays.id);
  expect(await wrongCounters(app.em())).toEqual([]);
  expect((await remove(gone.person)).status).toBe(202);
  const expected = await countsToCome(app.em(), eraseSteps, gone.id);
  const counts = await pass(gone.id);
  expect(counts).toEqual(expected);
  for (const step of new Set(BELONGINGS.map((one) => one.step))) {
    const rows = BELONGINGS.filter((one) => one.step === step).reduce((sum, one) => sum + one.rows, 0);
    expect(counts[step]).toBeGreaterThanOrEqual(rows);
  }
  expect(counts).toMatchObject({
    'accounts.preferences': 1,
    'requests.answers': 30,
    'email.cancelled': 100,
    'email.mentions': 700,
  });
  // Until the deletion is complete its receipt keeps the addresses, which the steps look for.
  expect(await tracesOf(app.em(), gone)).toEqual(['account_deletion.addresses: 1']);
  expect(await wrongCounters(app.em())).toEqual([]);
  expect(await pass(gone.id)).toEqual(Object.fromEntries(eraseSteps.map(({ name }) => [name, 0])));
  expect(await countsToCome(app.em(), eraseSteps, stays.id)).toEqual(before);
}, 120_000);

test('events stay and are counted as before, without the person', async () => {
  const gone = await somebody();
  const other = await somebody();
  await app.all(sql`insert into event (name, user_id, properties) values
    ('test.kept', ${gone.id}, jsonb_build_object('path', '/users/' || ${gone.id}::text, 'n', 1)),
    ('test.kept', ${other.id}, jsonb_build_object('followed', ${gone.id}::text, 'nested', jsonb_build_object('ids', jsonb_build_array(${gone.id}::text, ${other.id}::text)))),
    ('test.kept', ${other.id}, jsonb_build_object(${gone.id}::text, ${gone.id}::text))`);
  await remove(gone.person);
  await pass(gone.id);
  const standIn = (
    await app.one<{ id: string }>(sql`select stand_in as id from account_deletion where user_id = ${gone.id}`)
  ).id;
  expect(standIn).toMatch(/^[0-9a-f-]{36}$/);
  const events = await app.all(sql`select user_id, properties from event where name = 'test.kept' order by id`);
  expect(events).toEqual([
    { user_id: standIn, properties: { path: '/users/', n: 1 } },
    { user_id: other.id, properties: { followed: null, nested: { ids: [null, other.id] } } },
    { user_id: other.id, properties: { '': null } },
  ]);
});

describe('mails', () => {
  const insert = async (
    to: string,
    options: { userId?: string; status?: string; job?: string; later?: boolean } = {},
  ) => {
    const { status = 'sent', job = status === 'sent' ? 'succeeded' : status, userId = null, later = false } = options;
    return await app.one<{ job_id: string; id: string }>(sql`with j as (
        insert into job (type, workflow, task_queue, input, summary, status) values ('email', 'sendEmail', 'interactive', '{}', 'welcome to x', ${job}) returning id)
      insert into email_message (job_id, template, category, to_address, subject, data, user_id, status, created_at)
      select id, 'welcome', 'account', ${to}, 'Hello', '{}', ${userId}::uuid, ${status}, now() + case when ${later} then interval '1 hour' else interval '0' end
      from j returning job_id, id`);
  };
  const mail = (id: string) =>
    app.one<{ to_address: string; status: string }>(sql`select to_address, status from email_message where id = ${id}`);

  test('mails that went to the address alone are found in any spelling, those of its next owner are not', async () => {
    const gone = await somebody();
    const shouted = await insert(gone.addresses[0]?.toUpperCase() as string);
    await remove(gone.person);
    const next = await insert(gone.addresses[0] as string, { later: true });
    const nextOwner = await insert(gone.addresses[0] as string, { userId: (await somebody()).id });
    await pass(gone.id);
    expect((await mail(shouted.id)).to_address).toBe('');
    for (const { id } of [next, nextOwner]) expect((await mail(id)).to_address).toBe(gone.addresses[0]);
  });

  test('mails are not touched while a run may still write to them or their jobs', async () => {
    const gone = await somebody();
    const sending = await insert(gone.addresses[0] as string, { userId: gone.id, status: 'sending', job: 'running' });
    const refused = await insert(gone.addresses[0] as string, { userId: gone.id, status: 'failed', job: 'running' });
    await remove(gone.person);
    const messages = eraseSteps.find(({ name }) => name === 'email.messages');
    expect(await pass(gone.id)).toMatchObject({ 'email.cancelled': 1 });
    expect(await messages?.waits?.(app.em(), gone.id)).toBe(true);
    for (const { id } of [sending, refused]) expect((await mail(id)).to_address).toBe(gone.addresses[0]);
    const wish = await app.one(
      sql`select cancel_requested_at is not null as told from job where id = ${sending.job_id}`,
    );
    expect(wish).toEqual({ told: true });

    await app.all(sql`update email_message set status = 'sent' where id = ${sending.id}`);
    await app.all(sql`update job set status = 'succeeded' where id = any(${[sending.job_id, refused.job_id]}::uuid[])`);
    expect(await pass(gone.id)).toMatchObject({ 'email.cancelled': 0, 'email.messages': 2 });
    expect(await messages?.waits?.(app.em(), gone.id)).toBe(false);
  });
});

test('mails of a batch are taken out of it alone: its job and the mails of others go on', async () => {
  const gone = await somebody();
  const other = await somebody();
  const job = await app.one<{ id: string }>(
    sql`insert into job (type, workflow, task_queue, input, summary, status)
        values ('campaign', 'sendCampaign', 'bulk', '{}', 'a campaign', 'running') returning id`,
  );
  const insert = async (who: Recognisable, status: string, lease = 0) =>
    (
      await app.one<{ id: string }>(
        sql`insert into email_message (job_id, once_key, template, category, to_address, user_id, subject, data, status, lease_until)
            values (${job.id}, ${`digest:${who.id}:${status}`}, 'weekly-digest', 'weekly_digest', ${who.addresses[0]}, ${who.id}, 'News',
              '{}', ${status}, case when ${lease} > 0 then now() + ${lease} * interval '1 second' end) returning id`,
      )
    ).id;
  const jobs = () => app.all(sql`select * from job where id = ${job.id}`);
  const mails = (who: Recognisable) =>
    app.all<{ status: string }>(sql`select * from email_message where user_id = ${who.id} order by id`);
  const statuses = async (ids: string[]) =>
    await app.all<{ status: string; once_key: string; to_address: string }>(
      sql`select status, once_key, to_address from email_message where id = any(${ids}::uuid[]) order by status, id`,
    );
  const ended: string[] = [];
  for (const status of ['queued', 'deferred', 'sent', 'failed', 'suppressed', 'skipped']) {
    ended.push(await insert(gone, status));
    await insert(other, status);
  }
  const sending = await insert(gone, 'sending', 60);
  const [jobBefore, othersBefore] = [await jobs(), await mails(other)];
  await remove(gone.person);
  expect(await pass(gone.id)).toMatchObject({
    'email.cancelled': 0,
    'email.cancelled_in_batches': 2,
    'email.messages': 6,
  });
  expect(await jobs()).toEqual(jobBefore);
  expect(await mails(other)).toEqual(othersBefore);
  const emptied = await statuses(ended);
  expect(emptied.map(({ status }) => status)).toEqual([
    'cancelled',
    'cancelled',
    'failed',
    'sent',
    'skipped',
    'suppressed',
  ]);
  expect(emptied.map((mail) => mail.once_key).toSorted()).toEqual(ended.map((id) => `erased:${id}`).toSorted());
  // At the server now: it is left to the attempt, and waited for.
  expect(await statuses([sending])).toMatchObject([{ status: 'sending', to_address: gone.addresses[0] }]);
  const messages = eraseSteps.find(({ name }) => name === 'email.messages');
  expect(await messages?.waits?.(app.em(), gone.id)).toBe(true);
  await app.all(sql`update email_message set status = 'sent', lease_until = null where id = ${sending}`);
  expect(await pass(gone.id)).toMatchObject({ 'email.messages': 1 });
  expect(await messages?.waits?.(app.em(), gone.id)).toBe(false);
  expect(await jobs()).toEqual(jobBefore);
});

test('a mailbox that is reported missing after the request leaves no address on the list', async () => {
  const gone = await somebody();
  const address = gone.addresses[0] ?? '';
  await remove(gone.person);
  await app.all(sql`with j as (
      insert into job (type, workflow, task_queue, input, summary, status)
      values ('email', 'sendEmail', 'interactive', '{}', 'account-deleted to x', 'failed') returning id),
    mail as (
      insert into email_message (job_id, template, category, to_address, user_id, subject, data, status, bounced_at)
      select id, 'account-deleted', 'account', ${address}, ${gone.id}, 'Bye', '{}', 'failed', now() from j returning id)
    insert into email_suppression (address, reason, message_id, created_at)
    select ${address}, 'hard_bounce', id, now() + interval '1 minute' from mail`);
  const { id: ofNextOwner } = await app.one<{ id: string }>(
    sql`insert into email_suppression (address, reason, category, created_at)
        values (${address}, 'unsubscribe', 'weekly_digest', now() + interval '1 minute') returning id`,
  );
  expect(await pass(gone.id)).toMatchObject({ 'email.messages': 1, 'email.suppressions': 0 });
  expect(await app.all(sql`select id from email_suppression where address = ${address}`)).toEqual([
    { id: ofNextOwner },
  ]);
});

test('a mail of a batch that is paused does not hold the deletion up when its worker died', async () => {
  const gone = await somebody();
  const { id } = await app.one<{ id: string }>(
    sql`with j as (
          insert into job (type, workflow, task_queue, input, summary, status)
          values ('campaign', 'sendCampaign', 'bulk', '{}', 'a campaign', 'running') returning id),
        batch as (insert into email_batch (job_id, paused_at) select id, now() from j)
        insert into email_message (job_id, once_key, template, category, to_address, user_id, subject, data, status, lease_until)
        select id, 'died:' || ${gone.id}::text, 'weekly-digest', 'weekly_digest', ${gone.addresses[0]}, ${gone.id}, 'News', '{}',
          'sending', now() - interval '1 second' from j returning id`,
  );
  await remove(gone.person);
  expect(await pass(gone.id)).toMatchObject({ 'email.cancelled_in_batches': 1 });
  expect(await app.one(sql`select status, uncertain_count, to_address from email_message where id = ${id}`)).toEqual({
    status: 'cancelled',
    uncertain_count: 1,
    to_address: '',
  });
  // It had not died, and the database was away.
  await recordSentMails(app.em(), [{ id, response: `250 ok ${gone.addresses[0]}` }]);
  expect(await app.one(sql`select status, smtp_response from email_message where id = ${id}`)).toEqual({
    status: 'sent',
    smtp_response: null,
  });
});

test('a mail to another user stays theirs, and says nothing of the person once it has ended', async () => {
  const gone = await somebody();
  const [reader, another] = [await somebody(), await somebody()];
  const [sent, open] = await app.all<{ id: string; job_id: string }>(sql`
    with j as (
      insert into job (type, workflow, task_queue, input, summary, status) select 'email', 'sendEmail', 'interactive', '{}', 'activity to x', s
      from unnest(array['succeeded', 'queued']) s returning id, status)
    insert into email_message (job_id, template, category, to_address, to_name, user_id, about_user_ids, subject, data, status)
    select id, 'activity', 'activity', ${reader.addresses[0]}, 'Reader', ${reader.id}, ${[another.id, gone.id]}::uuid[],
      ${gone.displayName} || ' and others', jsonb_build_object('lines', jsonb_build_array(${gone.displayName}::text)),
      case status when 'succeeded' then 'sent' else 'queued' end from j returning id, job_id`);
  const mail = (id = '') =>
    app.one(sql`select user_id, to_address, subject, data, about_user_ids, status from email_message where id = ${id}`);
  const mentions = eraseSteps.find(({ name }) => name === 'email.mentions');
  await remove(gone.person);
  expect(await pass(gone.id)).toMatchObject({ 'email.cancelled': 0, 'email.messages': 0, 'email.mentions': 1 });
  const silenced = { user_id: reader.id, to_address: reader.addresses[0], subject: '', data: {}, about_user_ids: [] };
  expect(await mail(sent?.id)).toEqual({ ...silenced, status: 'sent' });
  expect(await mail(open?.id)).toMatchObject({ status: 'queued', subject: `${gone.displayName} and others` });
  expect(await mentions?.waits?.(app.em(), gone.id)).toBe(true);
  await app.all(sql`update email_message set status = 'failed' where id = ${open?.id}`);
  await app.all(sql`update job set status = 'failed' where id = ${open?.job_id}`);
  expect(await pass(gone.id)).toMatchObject({ 'email.mentions': 1 });
  expect(await mail(open?.id)).toEqual({ ...silenced, status: 'failed' });
  expect(await mentions?.waits?.(app.em(), gone.id)).toBe(false);
});

describe('jobs that an admin had asked for', () => {
  const job = (id: string) => app.one<Record<string, unknown>>(sql`select * from job where id = ${id}`);
  const insert = async (type: string, status: string, by: string) =>
    (
      await app.one<{
        id: string;
      }>(sql`insert into job (type, workflow, task_queue, input, summary, status, requested_by)
        values (${type}, 'w', 'bulk', jsonb_build_object('userId', ${by}::text), 'x', ${status}, ${by}) returning id`)
    ).id;

  test('mails and deletions that an admin had asked for go on; other jobs are cancelled or waited for', async () => {
    await app.person('admin');
    const admin = await app.person('admin');
    const mail = await insert('email', 'running', admin.id);
    const deletion = await insert('account_deletion', 'queued', admin.id);
    const waiting = await insert('report', 'queued', admin.id);
    const running = await insert('report', 'running', admin.id);
    const member = await somebody();
    const asked = await app.call('DELETE', `/api/users/${member.id}`, { token: admin.accessToken });
    await remove(admin);
    expect(await pass(admin.id)).toMatchObject({ 'jobs.cancelled': 2, 'accounts.receipts': 1 });
    expect(await job(mail)).toMatchObject({ status: 'running', requested_by: null, cancel_requested_at: null });
    expect(await job(deletion)).toMatchObject({ status: 'queued', requested_by: null });
    expect(await job(waiting)).toMatchObject({ status: 'cancelled', requested_by: null });
    expect(await job(running)).toMatchObject({ status: 'running', requested_by: admin.id });
    expect(await app.all(sql`select requested_by from account_deletion where id = ${asked.body.id}`)).toEqual([
      { requested_by: null },
    ]);
    const step = eraseSteps.find(({ name }) => name === 'jobs');
    expect(await step?.waits?.(app.em(), admin.id)).toBe(true);
    await app.all(sql`update job set status = 'cancelled' where id = ${running}`);
    expect(await pass(admin.id)).toMatchObject({ jobs: 1 });
    expect(await step?.waits?.(app.em(), admin.id)).toBe(false);
    expect((await job(running)).input).toEqual({ userId: '00000000-0000-0000-0000-000000000000' });
  });
});

test('guesses counted for the address are forgotten, those at its next owner are not', async () => {
  const gone = await somebody();
  const attempts = () => app.all(sql`select attempts from attempt_counter where key like 'account:%'`);
  await app.logIn(gone.person.email, 'a wrong password');
  const before = (await attempts()).length;
  // The right password clears the count: an admin deletes, so that one is left.
  const admin = await app.person('admin');
  await app.call('DELETE', `/api/users/${gone.id}`, { token: admin.accessToken });
  expect(await attempts()).toHaveLength(before);
  // One of the account and its network, one of the account.
  expect(await pass(gone.id)).toMatchObject({ 'accounts.attempts': 2 });
  await new Promise((resolve) => setTimeout(resolve, 5));
  await app.logIn(gone.person.email, 'a wrong password');
  expect(await pass(gone.id)).toMatchObject({ 'accounts.attempts': 0 });
  // The next owner has never logged in from here, so all networks together are counted too.
  expect(await attempts()).toHaveLength(before + 1);
});
