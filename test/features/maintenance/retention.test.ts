import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { TEMPLATES } from '../../../src/features/email/templates/catalog.ts';
import { TEMPLATES_WITH_TOKENS } from '../../../src/features/email/templates/template-names.contract.ts';
import { retentionRules } from '../../../src/features/maintenance/retention.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createMaintenanceFixture, type MaintenanceFixture } from './support.ts';

let fixture: MaintenanceFixture;
beforeAll(async () => {
  fixture = await createMaintenanceFixture();
});
afterAll(() => fixture.close());

const because = (reason: string, tables: string) =>
  Object.fromEntries(tables.split(' ').map((table) => [table, reason]));

/** Tables that no rule names, and why they may stay as they are. */
const KEPT: Readonly<Record<string, string>> = {
  ...because(
    'what people made, or what is known of them: it goes with them',
    'app_user user_name_start user_preferences api_key watchlist watchlist_asset price_alert post post_ticker post_call post_like comment ' +
      'room room_member room_ban room_message room_invitation user_follow user_follow_count email_suppression ' +
      'content_removal file file_use stored_object user_storage',
  ),
  ...because('the history of the market', 'asset price'),
  ...because(
    'new rows and loops take away those that are over',
    'attempt_counter rate_limit_bucket user_session refresh_token account_token event_allowance notification ' +
      'notification_window idempotency_key email_batch_change email_bounce_report',
  ),
  ...because('the receipt of a deletion is its proof', 'account_deletion'),
  ...because('partitions, archived and dropped as a whole', 'event'),
  ...because(
    'rules are few; the evaluation of alerts takes away what is over',
    'monitor_rule monitor_state monitor_alert monitor_transition monitor_tick monitor_delivery monitor_silence monitor_route monitor_heartbeat',
  ),
  ...because('as many rows as there are names', 'send_pace migration metric_join metric_probe'),
  ...because(
    'counted by analytics, which looks after it',
    'active_count active_day active_minute asset_quarter event_day event_minute event_name event_whole event_quarter ' +
      'http_quarter instance metric_sample metric_history route_sample platform_hour rollup_state rollup_dirty_day user_quarter ' +
      'base_rate credibility',
  ),
};

test('every table has a period, or a reason for none', async () => {
  const tables = await rows<{ name: string }>(
    fixture.em(),
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const ruled = new Set(retentionRules(loadConfig({}).retention).map(({ table }) => table));
  expect(tables.map(({ name }) => name).filter((name) => !ruled.has(name) && !(name in KEPT))).toEqual([]);
  expect([...ruled].filter((name) => name in KEPT)).toEqual([]);
});

/** Days in the past at which there is a row of each kind: over three years. */
const AGES = sql`generate_series(0, 1199) as age`;
const at = sql`now() - (age + 0.5) * interval '1 day'`;
const id = sql`uuidv7(-(age + 0.5) * interval '1 day')`;

/** One row of each kind for each day of three years. Its kind and age stand in a text of it. */
async function generateYears(): Promise<void> {
  await transact(fixture.em(), async (tx) => {
    // Neither the alert of a firing nor the account of anybody is needed here.
    await run(tx, sql`set local session_replication_role = replica`);
    await run(
      tx,
      sql`insert into job (id, type, workflow, task_queue, input, summary, status, finished_at, period_key)
          select ${id}, 'test', 'testJob', 'bulk', '{}', kind || ':' || age, status,
            case when status not in ('queued', 'running') then ${at} end,
            case when kind like 'scheduled%' then 'test:' || kind || age end
          from ${AGES}, (values ('scheduled-succeeded', 'succeeded'), ('scheduled-failed', 'failed'), ('succeeded', 'succeeded'),
            ('failed', 'failed'), ('cancelled', 'cancelled'), ('queued', 'queued'), ('running', 'running')) as k (kind, status)`,
    );
    await run(
      tx,
      sql`with campaign as (select ${id} as id, age, ${at} as at from ${AGES}),
            jobs as (insert into job (id, type, workflow, task_queue, input, summary, status, finished_at)
              select id, 'campaign', 'sendCampaign', 'bulk', '{}', 'campaign:' || age, 'succeeded', at from campaign),
            campaigns as (insert into email_campaign (id, name, content, audience) select id, 'campaign:' || age, '{}', '{}' from campaign),
            batches as (insert into email_batch (job_id) select id from campaign),
            links as (insert into email_link (job_id, number, url) select id, 0, 'link:' || age from campaign)
          insert into email_message (id, job_id, once_key, template, category, to_address, subject, data, status)
          select ${id}, id, 'test:' || age, 'welcome', 'announcements', 'a@example.test', 'bulk:' || age, '{}', 'sent' from campaign`,
    );
    await run(
      tx,
      sql`with mail as (insert into email_message (id, job_id, template, category, to_address, subject, data, status)
            select ${id}, uuidv7(), 'welcome', 'account', 'a@example.test', 'mail-' || status || ':' || age, '{}', status
            from ${AGES}, unnest(array['sent', 'failed', 'queued']) as status returning id)
          insert into email_click (message_id, number, clicks) select id, 0, 1 from mail`,
    );
    await run(
      tx,
      sql`insert into price_alert_firing (id, alert_id, job_id, at, price, threshold, told_at)
          select ${id}, uuidv7(), uuidv7(), ${at}, age, 1, case told when 1 then now() end from ${AGES}, generate_series(0, 1) told`,
    );
    await run(
      tx,
      sql`insert into audit_entry (at, deed, target_type, target_id) select ${at}, 'job.retried', 'job', 'audit:' || age from ${AGES}`,
    );
  });
}

/** Ages of the rows of each kind that are left, as the highest one; a gap below it would be a defect too. */
async function left(): Promise<Record<string, number>> {
  const found = await rows<{ kind: string; oldest: number; count: number }>(
    fixture.em(),
    sql`with labels (label) as (
          select summary from job where summary like '%:%'
          union all select 'row of ' || name from email_campaign
          union all select subject from email_message
          union all select 'click of ' || m.subject from email_click c join email_message m on m.id = c.message_id
          union all select url from email_link
          union all select 'firing ' || case when told_at is null then 'untold' else 'told' end || ':' || price from price_alert_firing
          union all select target_id from audit_entry where target_id like 'audit:%')
        select split_part(label, ':', 1) as kind, max(split_part(label, ':', 2)::int) as oldest, count(*)::int as count
        from labels group by 1 order by 1`,
  );
  for (const { kind, oldest, count } of found) expect([kind, count]).toEqual([kind, oldest + 1]);
  return Object.fromEntries(found.map(({ kind, oldest }) => [kind, oldest]));
}

const ALL = 1_199;

test('after the removal exactly what the table of periods says is left, and a dry run says so beforehand', async () => {
  await generateYears();
  const dry = await fixture.maintain({ dryRun: true });
  expect(new Set(Object.values(await left()))).toEqual(new Set([ALL]));

  const lines = await fixture.maintain();
  expect(lines?.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
  // Of mails, links and batches a night can only say what goes first: the rest hangs on it.
  const counted = (of: typeof lines, name: string) => of?.find(({ step }) => step === `retention.${name}`)?.count;
  for (const name of ['mail_clicks', 'mails', 'scheduled_jobs', 'alert_firings', 'audit']) {
    expect([name, counted(dry, name)]).toEqual([name, counted(lines, name)]);
  }
  expect(counted(lines, 'mails')).toBe(3 * 800);
  expect(await left()).toEqual({
    'scheduled-succeeded': 6,
    'scheduled-failed': 89,
    succeeded: 89,
    failed: 89,
    cancelled: 89,
    queued: ALL,
    running: ALL,
    campaign: 399,
    'row of campaign': 399,
    bulk: 399,
    'mail-sent': 399,
    'mail-failed': 399,
    'mail-queued': ALL,
    link: 399,
    'click of mail-sent': 399,
    'click of mail-failed': 399,
    'click of mail-queued': 399,
    'firing told': 399,
    'firing untold': ALL,
    audit: 399,
  });
});

test('pages of rows of the same time leave none but what another transaction holds', async () => {
  const expired = sql`summary like 'page:%'`;
  await run(
    fixture.em(),
    sql`insert into job (type, workflow, task_queue, input, summary, status, finished_at)
        select 'test', 'testJob', 'bulk', '{}', 'page:' || n, 'failed', now() - interval '100 days' + n / 4000 * interval '1 hour'
        from generate_series(1, 12000) n`,
  );
  const lines = await transact(fixture.em(), async (tx) => {
    await rows(tx, sql`select 1 from job where summary = 'page:2000' for update`);
    return await fixture.maintain();
  });
  expect(lines?.find(({ step }) => step === 'retention.jobs')?.count).toBe(11_999);
  expect(await rows(fixture.em(), sql`select summary from job where ${expired}`)).toEqual([{ summary: 'page:2000' }]);
  await fixture.maintain();
  expect(await rows(fixture.em(), sql`select 1 from job where ${expired}`)).toEqual([]);
});

test.each(['failed', 'cancelled', 'suppressed'])(
  'what a mail that is %s would have granted leaves the ledger',
  async (status) => {
    const mail = (hours: number, template: string, state: string) => sql`
    insert into email_message (id, job_id, template, category, to_address, subject, data, status, ended_at)
    values (uuidv7(make_interval(hours => ${-hours}::int)), uuidv7(), ${template}, 'account', 'a@example.test', 'secret', '{"verifyUrl":"x"}', ${state},
      now() - make_interval(hours => ${hours}::int))`;
    await run(fixture.em(), sql`delete from email_message`);
    await run(fixture.em(), mail(26, 'welcome', status));
    await run(fixture.em(), mail(22, 'welcome', status));
    await run(fixture.em(), mail(26, 'price-alert', status));
    await run(fixture.em(), mail(26, 'welcome', 'queued'));
    const lines = await fixture.maintain();
    expect(lines?.find(({ step }) => step === 'retention.mail_secrets')?.count).toBe(1);
    const held = await rows(fixture.em(), sql`select 1 from email_message where data <> '{}'`);
    expect(held).toHaveLength(3);
  },
);

test('the templates that grant something are those that say so', () => {
  const granting = Object.values(TEMPLATES).filter(({ secrets }) => secrets.some((name) => name !== 'lines'));
  expect(new Set(granting.map(({ name }) => name))).toEqual(new Set(TEMPLATES_WITH_TOKENS));
});
