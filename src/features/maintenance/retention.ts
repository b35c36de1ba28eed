import { type RawBuilder, sql } from 'kysely';
import type { Config } from '../../platform/config.ts';
import { TEMPLATES_WITH_TOKENS } from '../email/templates/template-names.contract.ts';

/** How long rows of a table are kept, and which of them are too old. */
export interface RetentionRule {
  /** Of the line in the result: `retention.<name>`. */
  name: string;
  table: string;
  days: number;
  /** Condition of the rows that are too old. Of the table under its own name. */
  expired: RawBuilder<unknown>;
  /** What pages go by: a column with an index, so that a page is found at once however many rows there are. */
  order: string;
  /** Instead of a `delete`: a function of the database that removes a page and returns how many rows it was. */
  removal?(limit: number): RawBuilder<unknown>;
}

/** Made at most so many days ago, by an id that goes by time. */
const idBefore = (column: string, days: number) =>
  sql`${sql.ref(column)} < (select uuidv7(make_interval(days => ${-days}::int)))`;
const timeBefore = (column: string, days: number) =>
  sql`${sql.ref(column)} < now() - make_interval(days => ${days}::int)`;

/** Jobs that others' rows still need: a campaign, whose report joins it, and the deletion of an account that is not complete. */
const JOB_IS_FREE = sql`not exists (select from email_campaign c where c.id = job.id)
  and not exists (select from account_deletion d where d.job_id = job.id and d.completed_at is null)`;

/** Longer than the tokens of a mail are good for. */
const SECRETS_DAYS = 1;
/** A mail may be asked for 30 days ahead, so older ones have ended and were emptied before. */
const OLDEST_SECRETS_DAYS = 40;
/** Mails that ended without being sent, and still hold what they would have granted. */
const UNSENT_SECRETS = sql`email_message.once_key is null and email_message.status in ('failed', 'cancelled', 'suppressed', 'skipped')
  and email_message.template = any(${[...TEMPLATES_WITH_TOKENS]}::text[]) and email_message.data <> '{}'
  and email_message.ended_at < now() - make_interval(days => ${SECRETS_DAYS}::int)
  and email_message.id > (select uuidv7(make_interval(days => ${-OLDEST_SECRETS_DAYS}::int)))
  and ${idBefore('email_message.id', SECRETS_DAYS)}`;

/** No mail of the batch is left. */
const withoutMails = (jobId: string) =>
  sql`not exists (select from email_message m where m.job_id = ${sql.ref(jobId)} and m.once_key is not null)`;

/**
 * The one table of periods, in the order in which rows go: what hangs on something before what it hangs on. Tables that are not
 * in it do not grow without limit, or hold what people made; its test lists them and says why. What turns over by the day
 * (notifications, idempotency keys) goes by loops, every ten minutes.
 */
export function retentionRules(keep: Config['retention']): RetentionRule[] {
  return [
    {
      name: 'mail_clicks',
      table: 'email_click',
      days: keep.mailDays,
      expired: idBefore('email_click.message_id', keep.mailDays),
      order: 'message_id',
    },
    {
      name: 'mails',
      table: 'email_message',
      days: keep.mailDays,
      expired: sql`${idBefore('email_message.id', keep.mailDays)} and email_message.status not in ('queued', 'sending', 'deferred')`,
      order: 'id',
    },
    {
      // Tokens and links of mails that were not sent. They have expired, and readers of the ledger must not find them.
      name: 'mail_secrets',
      table: 'email_message',
      days: SECRETS_DAYS,
      expired: UNSENT_SECRETS,
      order: 'id',
      removal: (limit) =>
        sql`with page as (
              select id from email_message where ${UNSENT_SECRETS} order by id limit ${limit}),
            emptied as (
              update email_message m set data = '{}' from page where m.id = page.id returning 1)
            select count(*)::int as removed from emptied`,
    },
    {
      name: 'mail_links',
      table: 'email_link',
      days: keep.mailDays,
      expired: sql`${idBefore('email_link.job_id', keep.mailDays)} and ${withoutMails('email_link.job_id')}`,
      order: 'job_id',
    },
    {
      name: 'mail_batches',
      table: 'email_batch',
      days: keep.mailDays,
      expired: sql`${idBefore('email_batch.job_id', keep.mailDays)} and ${withoutMails('email_batch.job_id')}
        and not exists (select from job j where j.id = email_batch.job_id and j.status in ('queued', 'running'))`,
      order: 'job_id',
    },
    {
      name: 'campaigns',
      table: 'email_campaign',
      days: keep.mailDays,
      expired: sql`${idBefore('email_campaign.id', keep.mailDays)}
        and not exists (select from email_batch b where b.job_id = email_campaign.id)`,
      order: 'id',
    },
    {
      // Their bytes are gone long before: they are listed as expired until then.
      name: 'exports',
      table: 'export',
      days: keep.jobDays,
      expired: sql`${idBefore('export.id', keep.jobDays)}
        and not exists (select from file f where f.id = export.id)
        and not exists (select from job j where j.id = export.id and j.status in ('queued', 'running'))`,
      order: 'id',
    },
    {
      name: 'reports',
      table: 'report',
      days: keep.reportDays,
      expired: idBefore('report.id', keep.reportDays),
      order: 'id',
    },
    {
      name: 'report_deliveries',
      table: 'report_delivery',
      days: keep.reportDays,
      expired: timeBefore('report_delivery.delivered_at', keep.reportDays),
      order: 'delivered_at',
    },
    {
      name: 'scheduled_jobs',
      table: 'job',
      days: keep.scheduledJobDays,
      expired: sql`job.period_key is not null and job.status = 'succeeded'
        and ${timeBefore('job.finished_at', keep.scheduledJobDays)} and ${JOB_IS_FREE}`,
      order: 'finished_at',
    },
    {
      name: 'jobs',
      table: 'job',
      days: keep.jobDays,
      expired: sql`job.finished_at is not null and job.status in ('succeeded', 'failed', 'cancelled')
        and ${timeBefore('job.finished_at', keep.jobDays)} and ${JOB_IS_FREE}`,
      order: 'finished_at',
    },
    {
      name: 'alert_firings',
      table: 'price_alert_firing',
      days: keep.firingDays,
      expired: sql`${idBefore('price_alert_firing.id', keep.firingDays)} and price_alert_firing.told_at is not null`,
      order: 'id',
    },
    {
      // The archive itself goes by the step `archives.swept`; its row stays and says that the day is gone.
      name: 'event_archives',
      table: 'event_archive',
      days: keep.archiveDays,
      expired: sql`event_archive.state = 'dropped' and ${timeBefore('event_archive.dropped_at', keep.archiveDays)}`,
      order: 'dropped_at',
      removal: (limit) =>
        sql`with page as (
              select key from event_archive where state = 'dropped' and ${timeBefore('event_archive.dropped_at', keep.archiveDays)}
              order by dropped_at limit ${limit}),
            expired as (
              update event_archive a set state = 'expired' from page where a.key = page.key returning 1)
            select count(*)::int as removed from expired`,
    },
    {
      name: 'audit',
      table: 'audit_entry',
      days: keep.auditDays,
      expired: timeBefore('audit_entry.at', keep.auditDays),
      order: 'at',
      removal: (limit) =>
        sql`select audit_remove_before(now() - make_interval(days => ${keep.auditDays}::int), ${limit}::int) as removed`,
    },
  ];
}
