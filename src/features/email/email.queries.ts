import { type RawBuilder, sql } from 'kysely';
import type { Period } from '../../platform/db/period.ts';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import type { JobPriority } from '../../platform/jobs/jobs.contract.ts';
import type { EmailStatus, TemplateName } from './email.contract.ts';

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
}

const COLUMNS = sql`id, job_id, template, category, to_address, to_name, user_id, subject, priority, status, attempts,
  uncertain_count, smtp_response, error_code, error_message, created_at, send_at, sent_at, ended_at`;

export async function findMessage(em: Em, id: string): Promise<MessageRow | undefined> {
  return await row<MessageRow>(em, sql`select ${COLUMNS} from email_message where id = ${id}`);
}

export interface MessageFilter {
  status: EmailStatus | undefined;
  template: TemplateName | undefined;
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
  // What fails has an error: by it the index of those is found.
  if (filter.status === 'failed') where.push(sql`error_code is not null`);
  if (filter.template !== undefined) where.push(sql`template = ${filter.template}`);
  if (filter.userId !== undefined) where.push(sql`user_id = ${filter.userId}`);
  if (filter.address !== undefined) where.push(sql`to_address = ${filter.address}`);
  if (filter.before !== undefined) where.push(sql`id < ${filter.before}`);
  return await rows<MessageRow>(
    em,
    sql`select ${COLUMNS} from email_message where ${sql.join(where, sql` and `)} order by id desc limit ${filter.limit}`,
  );
}

export interface StatsRow {
  /** Both null: the totals. */
  template: TemplateName | null;
  bucket: Date | null;
  total: number;
  queued: number;
  sending: number;
  sent: number;
  failed: number;
  cancelled: number;
  uncertain: number;
  delivery_rate: number | null;
  p50: number | null;
  p95: number | null;
}

export interface StatsFilter extends Period {
  interval: 'hour' | 'day' | 'week' | 'month';
  /** IANA name. */
  timeZone: string;
  template: TemplateName | undefined;
}

/**
 * Counts of the mails requested in `[from, to)` and time to delivery in milliseconds (`sent_at` − when it was due, by
 * `percentile_cont`): in all, by template, and by step, in one pass over the period.
 */
export async function emailStats(em: Em, filter: StatsFilter): Promise<StatsRow[]> {
  const ofTemplate = filter.template === undefined ? sql`true` : sql`template = ${filter.template}`;
  return await rows<StatsRow>(
    em,
    sql`with mail as (
          select template, status, uncertain_count, date_trunc(${filter.interval}, created_at, ${filter.timeZone}) as bucket,
            extract(epoch from sent_at - greatest(created_at, send_at)) * 1000 as delivery_ms
          from email_message where created_at >= ${filter.from} and created_at < ${filter.to} and ${ofTemplate})
        select template, bucket, count(*)::int as total,
          count(*) filter (where status = 'queued')::int as queued,
          count(*) filter (where status = 'sending')::int as sending,
          count(*) filter (where status = 'sent')::int as sent,
          count(*) filter (where status = 'failed')::int as failed,
          count(*) filter (where status = 'cancelled')::int as cancelled,
          count(*) filter (where uncertain_count > 0)::int as uncertain,
          (count(*) filter (where status = 'sent')::float8
            / nullif(count(*) filter (where status in ('sent', 'failed')), 0)) as delivery_rate,
          percentile_cont(0.5) within group (order by delivery_ms)::float8 as p50,
          percentile_cont(0.95) within group (order by delivery_ms)::float8 as p95
        from mail group by grouping sets ((), (template), (bucket)) order by template, bucket`,
  );
}

/** The begin of every step of the period, in order. */
export async function statsSteps(em: Em, filter: StatsFilter): Promise<Date[]> {
  const step = sql`('1 ' || ${filter.interval}::text)::interval`;
  const found = await rows<{ start: Date }>(
    em,
    sql`select start from generate_series(date_trunc(${filter.interval}, ${filter.from}::timestamptz, ${filter.timeZone}),
          ${filter.to}::timestamptz - interval '1 microsecond', ${step}, ${filter.timeZone}) as start`,
  );
  return found.map(({ start }) => start);
}
