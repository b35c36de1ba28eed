import { type RawBuilder, sql } from 'kysely';
import type { Config } from '../../../platform/config.ts';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import type { SettledJob } from '../../../platform/jobs/job-type.ts';
import { bulkMailRetry } from '../../jobs/retries.domain.ts';
import type { TemplateName } from '../email.contract.ts';
import type { MailCategory } from '../templates/template.ts';
import type { BatchSettings } from './batch.contract.ts';
import { changeBatch } from './batch-changes.ts';

/** What other features do with a batch: fill it, stop and go on, and count. Sending is the worker's business. */

/** What whoever enqueues a batch puts into the input of its job, so that all workers agree about it. */
export function batchSettings({ mail }: Pick<Config, 'mail'>): BatchSettings {
  return {
    timing: { deadlineMs: mail.sendDeadlineMs, leaseMs: mail.leaseMs },
    retry: bulkMailRetry(mail.retryInitialMs),
  };
}

export interface NewBatch {
  /** Of the job that sends it. */
  jobId: string;
  /** Where links of its mails lead; a link is known by its place in this list. */
  links: readonly string[];
}

/** Begins a batch, in the transaction that writes its job. */
export async function createBatch(tx: Em, { jobId, links }: NewBatch): Promise<void> {
  await run(tx, sql`insert into email_batch (job_id) values (${jobId}) on conflict do nothing`);
  if (links.length === 0) return;
  await run(
    tx,
    sql`insert into email_link (job_id, number, url)
        select ${jobId}, number - 1, url from unnest(${[...links]}::text[]) with ordinality as link (url, number)
        on conflict do nothing`,
  );
}

export interface BatchMail {
  jobId: string;
  template: TemplateName;
  category: MailCategory;
  subject: string;
  /** When they are due, where that is later than they are written. */
  sendAt?: Date | null;
  /** After that none of them is sent any more. */
  expiresAt: Date | null;
}

/**
 * Writes mails into the ledger, in one statement. Those whose key is there already are left as they are.
 * @param recipients relation with the columns `once_key text, address text, name text, user_id uuid, empty boolean`; an empty
 * one is written as `skipped`, so that its key is taken
 * @returns how many were new
 */
export async function addToBatch(tx: Em, mail: BatchMail, recipients: RawBuilder<unknown>): Promise<number> {
  return await run(
    tx,
    sql`insert into email_message (job_id, once_key, template, category, to_address, to_name, user_id, subject, data, priority,
          send_at, expires_at, status, ended_at)
        select ${mail.jobId}::uuid, r.once_key, ${mail.template}, ${mail.category}, r.address,
          left(trim(regexp_replace(r.name, '[[:cntrl:]\u2028\u2029]+', ' ', 'g')), 100), r.user_id, ${mail.subject}, '{}', 'low',
          ${mail.sendAt ?? null}::timestamptz, ${mail.expiresAt}::timestamptz, case when r.empty then 'skipped' else 'queued' end, case when r.empty then now() end
        from (${recipients}) r
        on conflict (once_key) where once_key is not null do nothing`,
  );
}

/** How far a batch is filled that is filled page by page: the last account that was asked; null at first. */
export async function findFilledUpTo(em: Em, jobId: string): Promise<string | null> {
  const batch = await row<{ id: string | null }>(
    em,
    sql`select filled_up_to as id from email_batch where job_id = ${jobId}`,
  );
  return batch?.id ?? null;
}

export async function markFilledUpTo(tx: Em, jobId: string, accountId: string): Promise<void> {
  await run(tx, sql`update email_batch set filled_up_to = ${accountId} where job_id = ${jobId}`);
}

/** All recipients are in the ledger. */
export async function markFilled(tx: Em, jobId: string): Promise<void> {
  await run(tx, sql`update email_batch set filled_at = coalesce(filled_at, now()) where job_id = ${jobId}`);
}

export interface BatchMarks {
  /** When all recipients were in the ledger. */
  filledAt: Date | null;
  pausedAt: Date | null;
}

/** Condition: no batch has a mail under this key. */
export function isUnwritten(onceKey: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`not exists (select from email_message written where written.once_key = ${onceKey})`;
}

/** Of all batches, as a relation to join with: `job_id uuid, filled_at timestamptz, paused_at timestamptz`. */
export const BATCH_MARKS: RawBuilder<unknown> = sql`select job_id, filled_at, paused_at from email_batch`;

export async function findBatchMarks(em: Em, jobId: string): Promise<BatchMarks | undefined> {
  return await row(
    em,
    sql`select filled_at as "filledAt", paused_at as "pausedAt" from email_batch where job_id = ${jobId}`,
  );
}

/** No further mail of it is sent until it is resumed; those at the server now still arrive. */
export async function pauseBatch(em: Em, jobId: string): Promise<void> {
  await run(em, sql`update email_batch set paused_at = coalesce(paused_at, now()) where job_id = ${jobId}`);
}

export async function resumeBatch(em: Em, jobId: string): Promise<void> {
  await run(em, sql`update email_batch set paused_at = null where job_id = ${jobId}`);
}

/**
 * Makes the mails that failed sendable again, with all their attempts. It locks the job's row first, so that no pass ends the job
 * meanwhile: what the caller reads of the job afterwards in the same transaction holds, and it has the job run if it has ended.
 * @returns how many
 */
export async function requeueFailed(tx: Em, jobId: string): Promise<number> {
  await row(tx, sql`select from job where id = ${jobId} for no key update`);
  const failed = await row<{ count: number }>(
    tx,
    sql`select count(*)::int as count from email_message
        where job_id = ${jobId} and once_key is not null and status = 'failed' and to_address <> ''`,
  );
  if (!failed?.count) return 0;
  await changeBatch(tx, { jobId, from: ['failed'], becomes: 'queued', error: null });
  return failed.count;
}

/** Follows a job that was cancelled or failed. */
export async function settleBatch(tx: Em, { id: jobId, status, error }: SettledJob): Promise<void> {
  await changeBatch(tx, { jobId, from: ['queued', 'sending', 'deferred'], becomes: status, error });
}

/** Makes what a cancelled or failed job had left sendable again; what was sent stays sent. */
export async function requeueBatch(tx: Em, jobId: string): Promise<void> {
  await changeBatch(tx, { jobId, from: ['failed', 'cancelled'], becomes: 'queued', error: null });
  await resumeBatch(tx, jobId);
}

/** Where the links of a batch lead, by number. */
export async function findLinks(em: Em, jobId: string): Promise<string[]> {
  const found = await rows<{ url: string }>(
    em,
    sql`select url from email_link where job_id = ${jobId} order by number`,
  );
  return found.map(({ url }) => url);
}

/** How often people, and machines, followed a link of a batch. */
export interface LinkClicks {
  url: string;
  /** Recipients who did. */
  recipients: number;
  clicks: number;
  machineClicks: number;
}

/** Every link of a batch, in its order, also those that nobody followed. */
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

/** Mails of a batch by what became of them; the first eight add up to `total`. */
export interface BatchCounts {
  total: number;
  queued: number;
  sending: number;
  deferred: number;
  sent: number;
  failed: number;
  cancelled: number;
  suppressed: number;
  skipped: number;
  /** With at least one attempt of unknown end: the recipient may have it twice, under one Message-ID. */
  uncertain: number;
  bounced: number;
  complained: number;
  unsubscribed: number;
  opened: number;
  openedByMachines: number;
  clicked: number;
  /** Sent, and no bounce came back; of these, how many did what. */
  delivered: number;
  deliveredOpened: number;
  deliveredClicked: number;
  deliveredUnsubscribed: number;
  deliveredComplained: number;
  /** Sent or failed, and bounced. */
  triedBounced: number;
}

export interface BatchState extends BatchMarks {
  counts: BatchCounts;
}

/** The batches of these jobs, by id; one statement for any number of them. */
export async function findBatches(em: Em, jobIds: readonly string[]): Promise<Map<string, BatchState>> {
  const delivered = sql`m.status = 'sent' and m.bounced_at is null`;
  const found = await rows<{ job_id: string; filled_at: Date | null; paused_at: Date | null } & Record<string, number>>(
    em,
    sql`select b.job_id, b.filled_at, b.paused_at, count(m.id)::int as total,
          count(*) filter (where m.status = 'queued')::int as queued,
          count(*) filter (where m.status = 'sending')::int as sending,
          count(*) filter (where m.status = 'deferred')::int as deferred,
          count(*) filter (where m.status = 'sent')::int as sent,
          count(*) filter (where m.status = 'failed')::int as failed,
          count(*) filter (where m.status = 'cancelled')::int as cancelled,
          count(*) filter (where m.status = 'suppressed')::int as suppressed,
          count(*) filter (where m.status = 'skipped')::int as skipped,
          count(*) filter (where m.uncertain_count > 0)::int as uncertain,
          count(m.bounced_at)::int as bounced, count(m.complained_at)::int as complained,
          count(m.unsubscribed_at)::int as unsubscribed, count(m.opened_at)::int as opened,
          count(m.machine_opened_at)::int as "openedByMachines", count(m.clicked_at)::int as clicked,
          count(*) filter (where ${delivered})::int as delivered,
          count(m.opened_at) filter (where ${delivered})::int as "deliveredOpened",
          count(m.clicked_at) filter (where ${delivered})::int as "deliveredClicked",
          count(m.unsubscribed_at) filter (where ${delivered})::int as "deliveredUnsubscribed",
          count(m.complained_at) filter (where ${delivered})::int as "deliveredComplained",
          count(m.bounced_at) filter (where m.status in ('sent', 'failed'))::int as "triedBounced"
        from email_batch b left join email_message m on m.job_id = b.job_id and m.once_key is not null
        where b.job_id = any(${[...jobIds]}::uuid[]) group by b.job_id`,
  );
  return new Map(
    found.map(({ job_id, filled_at, paused_at, ...counts }) => [
      job_id,
      { counts: counts as unknown as BatchCounts, filledAt: filled_at, pausedAt: paused_at },
    ]),
  );
}
