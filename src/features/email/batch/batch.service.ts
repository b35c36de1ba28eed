import { type RawBuilder, sql } from 'kysely';
import type { Config } from '../../../platform/config.ts';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import type { SettledJob } from '../../../platform/jobs/job-type.ts';
import { bulkMailRetry } from '../../jobs/retries.domain.ts';
import type { MailCategory } from '../templates/template.ts';
import type { TemplateName } from '../templates/template-names.contract.ts';
import type { BatchSettings } from './batch.contract.ts';
import { changeBatch } from './batch-changes.ts';

/** What other features do with a batch: fill it, stop and go on. Sending is the worker's business. */

/** What goes into the input of the job of a batch, so that all workers agree about it. */
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

/** Starts a batch, in the transaction that writes its job. */
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
  /** After that none of them is sent. */
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
