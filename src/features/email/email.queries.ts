import { type RawBuilder, sql } from 'kysely';
import type { Period } from '../../platform/db/period.ts';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import type { JobPriority } from '../../platform/jobs/jobs.contract.ts';
import type { EmailStatus } from './email.contract.ts';
import type { MailCounts } from './mail-counts.domain.ts';
import { MAIL_COUNTS } from './mail-counts.reads.ts';
import type { TemplateName } from './templates/template-names.contract.ts';

/** A row of the ledger without the data of the template, which may hold secrets. */
export interface MessageRow {
  id: string;
  job_id: string;
  template: TemplateName;
  category: string;
  to_address: string;
  to_name: string;
  user_id: string | null;
  subject: string;
  priority: JobPriority;
  status: EmailStatus;
  attempts: number;
  uncertain_count: number;
  smtp_response: string | null;
  error_code: string | null;
  error_message: string | null;
  created_at: Date;
  send_at: Date | null;
  sent_at: Date | null;
  ended_at: Date | null;
  next_attempt_at: Date | null;
  opened_at: Date | null;
  machine_opened_at: Date | null;
  clicked_at: Date | null;
  bounced_at: Date | null;
  complained_at: Date | null;
  unsubscribed_at: Date | null;
}

const COLUMNS = sql`id, job_id, template, category, to_address, to_name, user_id, subject, priority, status, attempts,
  uncertain_count, smtp_response, error_code, error_message, created_at, send_at, sent_at, ended_at,
  next_attempt_at, opened_at, machine_opened_at, clicked_at, bounced_at, complained_at, unsubscribed_at`;

/** Mails of a campaign, whose id is its job's. */
const ofCampaign = (campaignId: string) => sql`job_id = ${campaignId} and once_key is not null`;

export async function findMessage(em: Em, id: string): Promise<MessageRow | undefined> {
  return await row<MessageRow>(em, sql`select ${COLUMNS} from email_message where id = ${id}`);
}

export interface MessageFilter {
  status: EmailStatus | undefined;
  template: TemplateName | undefined;
  /** Of the batch. */
  campaignId: string | undefined;
  userId: string | undefined;
  address: string | undefined;
  /** Only mails older than this one: ids sort by time of creation. */
  before: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listMessages(em: Em, filter: MessageFilter): Promise<MessageRow[]> {
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (filter.status !== undefined) where.push(sql`status = ${filter.status}`);
  // Said twice, since the index of what failed does not look at a column that changes so often.
  if (filter.status === 'failed') where.push(sql`error_code is not null`);
  if (filter.template !== undefined) where.push(sql`template = ${filter.template}`);
  if (filter.campaignId !== undefined) where.push(ofCampaign(filter.campaignId));
  if (filter.userId !== undefined) where.push(sql`user_id = ${filter.userId}`);
  if (filter.address !== undefined) where.push(sql`to_address = ${filter.address}`);
  if (filter.before !== undefined) where.push(sql`id < ${filter.before}`);
  return await rows<MessageRow>(
    em,
    sql`select ${COLUMNS} from email_message where ${sql.join(where, sql` and `)} order by id desc limit ${filter.limit}`,
  );
}

/** A mail as its recipient may look back at it. */
export type HistoryRow = Pick<
  MessageRow,
  'id' | 'template' | 'category' | 'subject' | 'status' | 'created_at' | 'send_at' | 'sent_at'
>;

/** Newest first, below `before`. Those that said nothing to the person are not among them. */
export async function mailsToUser(
  em: Em,
  filter: { userId: string; before: string | undefined; limit: number },
): Promise<HistoryRow[]> {
  const older = filter.before === undefined ? sql`true` : sql`id < ${filter.before}`;
  return await rows<HistoryRow>(
    em,
    sql`select id, template, category, subject, status, created_at, send_at, sent_at from email_message
        where user_id = ${filter.userId} and ${older} and status <> 'skipped' order by id desc limit ${filter.limit}`,
  );
}

export interface StatsRow extends MailCounts {
  /** Both null: the totals. */
  template: TemplateName | null;
  bucket: Date | null;
  p50: number | null;
  p95: number | null;
}

export interface StatsFilter extends Period {
  interval: 'hour' | 'day' | 'week' | 'month';
  /** IANA name. */
  timeZone: string;
  template: TemplateName | undefined;
  campaignId: string | undefined;
}

/**
 * Counts of the mails requested in `[from, to)` and time to delivery in milliseconds (`sent_at` − when it was due, by
 * `percentile_cont`): in all, by template, and by step, in one pass over the period.
 */
export async function emailStats(em: Em, filter: StatsFilter): Promise<StatsRow[]> {
  const where = [sql`created_at >= ${filter.from}`, sql`created_at < ${filter.to}`];
  if (filter.template !== undefined) where.push(sql`template = ${filter.template}`);
  if (filter.campaignId !== undefined) where.push(ofCampaign(filter.campaignId));
  return await rows<StatsRow>(
    em,
    sql`with mail as (
          select *, date_trunc(${filter.interval}, created_at, ${filter.timeZone}) as bucket,
            extract(epoch from sent_at - greatest(created_at, send_at)) * 1000 as delivery_ms
          from email_message where ${sql.join(where, sql` and `)})
        select template, bucket, ${MAIL_COUNTS},
          percentile_cont(0.5) within group (order by delivery_ms)::float8 as p50,
          percentile_cont(0.95) within group (order by delivery_ms)::float8 as p95
        from mail group by grouping sets ((), (template), (bucket)) order by template, bucket`,
  );
}

/** When a campaign started, by the database's clock. */
export async function campaignStart(em: Em, campaignId: string): Promise<Date | undefined> {
  return (await row<{ created_at: Date }>(em, sql`select created_at from email_batch where job_id = ${campaignId}`))
    ?.created_at;
}

/** The start of every step of the period, in order. */
export async function statsSteps(em: Em, filter: StatsFilter): Promise<Date[]> {
  const step = sql`('1 ' || ${filter.interval}::text)::interval`;
  const found = await rows<{ start: Date }>(
    em,
    sql`select start from generate_series(date_trunc(${filter.interval}, ${filter.from}::timestamptz, ${filter.timeZone}),
          ${filter.to}::timestamptz - interval '1 microsecond', ${step}, ${filter.timeZone}) as start`,
  );
  return found.map(({ start }) => start);
}
