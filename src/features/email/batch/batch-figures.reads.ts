import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { MailCounts } from '../mail-counts.domain.ts';
import { MAIL_COUNTS } from '../mail-counts.reads.ts';
import type { BatchMarks } from './batch.service.ts';

export interface BatchState extends BatchMarks {
  counts: MailCounts;
}

/** The batches of these jobs, by id; one statement for any number of them. */
export async function findBatches(em: Em, jobIds: readonly string[]): Promise<Map<string, BatchState>> {
  const found = await rows<{ job_id: string; filled_at: Date | null; paused_at: Date | null } & MailCounts>(
    em,
    sql`select b.job_id, b.filled_at, b.paused_at, ${MAIL_COUNTS}
        from email_batch b left join email_message mail on mail.job_id = b.job_id and mail.once_key is not null
        where b.job_id = any(${[...jobIds]}::uuid[]) group by b.job_id`,
  );
  return new Map(
    found.map(({ job_id, filled_at, paused_at, ...counts }) => [
      job_id,
      { counts, filledAt: filled_at, pausedAt: paused_at },
    ]),
  );
}

/** How often people, and machines, followed a link of a batch. */
export interface LinkClicks {
  url: string;
  /** Recipients who did. */
  recipients: number;
  clicks: number;
  machineClicks: number;
}

/** Every link of a batch, in its order, also those that no recipient followed. */
export async function findLinkClicks(em: Em, jobId: string): Promise<LinkClicks[]> {
  return await rows(
    em,
    sql`with click as (
          select c.number, count(*) filter (where c.clicks > 0)::int as recipients, sum(c.clicks)::int as clicks,
            sum(c.machine_clicks)::int as machine_clicks
          from email_message m join email_click c on c.message_id = m.id
          where m.job_id = ${jobId} and m.once_key is not null group by c.number)
        select l.url, coalesce(c.recipients, 0) as recipients, coalesce(c.clicks, 0) as clicks,
          coalesce(c.machine_clicks, 0) as "machineClicks"
        from email_link l left join click c on c.number = l.number where l.job_id = ${jobId} order by l.number`,
  );
}
