import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { beginRun, holds, succeedRun } from '../../../platform/jobs/fence.ts';
import type { JobFence } from '../../../platform/jobs/jobs.contract.ts';
import { addHardBounce } from '../suppressions/suppressions.service.ts';
import { isChanging } from './batch-changes.ts';
import { findBatches } from './batch-figures.reads.ts';

/**
 * Writes of a pass over a batch to the ledger. Each compares and sets, and is one statement for a page of rows. Who waits for
 * locks takes the job's row before those of mails, as everything that settles a job does.
 */

/** Who is sending: `holder` is told to no one else, so that it proves a lease to be its own. */
export interface Sending {
  fence: JobFence;
  /** Of this one execution of the activity: passes of a run start again with the first attempt. */
  holder: string;
}

const milliseconds = (value: RawBuilder<unknown> | number) => sql`${value} * interval '1 millisecond'`;

/** Takes the job for this run. @returns the type of the job; null when it is another run's, or has ended */
export async function beginPass(em: Em, fence: JobFence, attempt: number): Promise<string | null> {
  const job = await row<{ type: string }>(
    em,
    sql`with run as (${beginRun(fence, attempt)}) select job.type from job join run on job.id = run.id`,
  );
  return job?.type ?? null;
}

/** What a pass has to obey, as it is now. */
export type BatchWish = 'send' | 'paused' | 'cancelling' | 'lost';

export async function lookAtBatch(em: Em, fence: JobFence): Promise<BatchWish> {
  const found = await row<{ paused: boolean; cancelling: boolean }>(
    em,
    sql`select b.paused_at is not null as paused, job.cancel_requested_at is not null as cancelling
        from job join email_batch b on b.job_id = job.id where ${holds(fence)}`,
  );
  if (!found) return 'lost';
  if (found.cancelling) return 'cancelling';
  return found.paused ? 'paused' : 'send';
}

/** How many mails a batch has, and how many of them nothing happens to any more. */
export async function countProgress(em: Em, jobId: string): Promise<{ done: number; total: number }> {
  const counts = await row<{ done: number; total: number }>(
    em,
    sql`select count(*)::int as total,
          count(*) filter (where status not in ('queued', 'sending', 'deferred'))::int as done
        from email_message where job_id = ${jobId} and once_key is not null`,
  );
  return { done: counts?.done ?? 0, total: counts?.total ?? 0 };
}

export interface ClaimedRow {
  id: string;
  /** `skipped`: it had become stale, and is not sent. */
  status: 'sending' | 'skipped';
  category: string;
  user_id: string | null;
  to_address: string;
  to_name: string;
  /** This one included. */
  attempts: number;
  date: Date;
}

export interface ClaimOptions {
  /** Id of the last row that the pass has seen. */
  after: string | null;
  limit: number;
  leaseMs: number;
}

/** Before and after all ids. */
const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Takes the next rows that may be sent, in order of their ids. One found in `sending` is uncertain, and counted. The range is
 * written so that only the index of batches gives the order asked for: with the job as an equation the primary key would do as
 * well, and a page would read the mails of all jobs, or all mails of its own to sort them.
 * @returns null when nothing of the batch may be sent now: see {@link lookAtBatch}
 */
export async function claimPage(
  em: Em,
  { fence, holder }: Sending,
  options: ClaimOptions,
): Promise<ClaimedRow[] | null> {
  const stale = sql`coalesce(m.expires_at <= now(), false)`;
  const found = await rows<ClaimedRow & { may: boolean; id: string | null }>(
    em,
    sql`with allowed as materialized (
          select from job join email_batch b on b.job_id = job.id
          where ${holds(fence)} and job.cancel_requested_at is null and b.paused_at is null),
        due as (
          select m.id from email_message m
          where (m.job_id, m.id) > (${fence.jobId}::uuid, ${options.after ?? FIRST}::uuid)
            and (m.job_id, m.id) <= (${fence.jobId}::uuid, ${LAST}::uuid) and m.once_key is not null
            and m.status in ('queued', 'sending', 'deferred') and exists (select from allowed)
            and (m.lease_until is null or m.lease_until <= now())
            and (m.next_attempt_at is null or m.next_attempt_at <= now() or ${stale})
          order by m.job_id, m.id limit ${options.limit} for update skip locked),
        claimed as (
          update email_message m set status = case when ${stale} then 'skipped' else 'sending' end,
            attempts = m.attempts + case when ${stale} then 0 else 1 end,
            uncertain_count = m.uncertain_count + case when m.status = 'sending' then 1 else 0 end,
            error_code = case when ${stale} then 'expired' else m.error_code end,
            error_message = case when ${stale} then 'it had become stale' else m.error_message end,
            lease_holder = case when ${stale} then null else ${holder} end,
            lease_until = case when ${stale} then null else now() + ${milliseconds(options.leaseMs)} end,
            ended_at = case when ${stale} then now() end, next_attempt_at = null, updated_at = now()
          from due where m.id = due.id
          returning m.id, m.status, m.category, m.user_id, m.to_address, m.to_name, m.attempts,
            greatest(m.created_at, m.send_at) as date)
        select exists (select from allowed) as may, claimed.* from (select) as always left join claimed on true
        order by claimed.id`,
  );
  if (!found[0]?.may) return null;
  return found.filter((claimed) => claimed.id !== null);
}

/** Notes the addresses that people have now, where they are others than when the batch was filled. */
export async function recordAddresses(
  em: Em,
  { holder }: Sending,
  moved: readonly { id: string; address: string }[],
): Promise<void> {
  await run(
    em,
    sql`update email_message m set to_address = r.address
        from unnest(${moved.map((mail) => mail.id)}::uuid[], ${moved.map((mail) => mail.address)}::text[]) as r (id, address)
        where m.id = r.id and m.status = 'sending' and m.lease_holder = ${holder}`,
  );
}

export interface SentMail {
  id: string;
  /** The server's words. */
  response: string;
}

/** A mail the server took is `sent`, no matter who has its lease or its job by now. Of an erased one the server's words, which name it, are not kept. */
export async function recordSentMails(em: Em, sent: readonly SentMail[]): Promise<void> {
  await run(
    em,
    sql`update email_message m set status = 'sent', smtp_response = case when m.to_address <> '' then r.response end, error_code = null, error_message = null,
          lease_holder = null, lease_until = null, next_attempt_at = null, sent_at = now(), ended_at = now(),
          updated_at = now()
        from unnest(${sent.map((mail) => mail.id)}::uuid[], ${sent.map((mail) => mail.response)}::text[]) as r (id, response)
        where m.id = r.id and m.status <> 'sent'`,
  );
}

/**
 * - `deferred`: certainly not sent, tried again in `retryInMs`
 * - `uncertain`: perhaps sent; it stays `sending`, so that the attempt that finds it in `retryInMs` counts it
 * - `failed`, `suppressed`, `skipped`: not sent, and it will not be
 */
export interface UnsentMail {
  id: string;
  became: 'deferred' | 'uncertain' | 'failed' | 'suppressed' | 'skipped';
  code: string | null;
  message: string | null;
  retryInMs: number | null;
  /** The last attempt may have sent it all the same. */
  maybeSent?: boolean;
  /** The mailbox does not exist: its address is suppressed from now on. */
  bounced?: boolean;
}

export async function recordUnsentMails(em: Em, { holder }: Sending, unsent: readonly UnsentMail[]): Promise<void> {
  const retry = sql`now() + ${milliseconds(sql`r.retry_in_ms`)}`;
  await run(
    em,
    sql`with result as (
          select * from unnest(${unsent.map((mail) => mail.id)}::uuid[], ${unsent.map((mail) => mail.became)}::text[],
            ${unsent.map((mail) => mail.code)}::text[], ${unsent.map((mail) => mail.message)}::text[],
            ${unsent.map((mail) => mail.retryInMs)}::float8[], ${unsent.map((mail) => mail.maybeSent ?? false)}::boolean[],
            ${unsent.map((mail) => mail.bounced ?? false)}::boolean[])
            as r (id, became, code, message, retry_in_ms, maybe_sent, bounced)),
        changed as (
          update email_message m set status = case when r.became = 'uncertain' then 'sending' else r.became end,
            error_code = r.code, error_message = r.message,
            lease_holder = case when r.became = 'uncertain' then m.lease_holder end,
            lease_until = case when r.became = 'uncertain' then ${retry} end,
            next_attempt_at = case when r.became = 'deferred' then ${retry} end,
            uncertain_count = m.uncertain_count + case when r.maybe_sent then 1 else 0 end,
            bounced_at = case when r.bounced then now() else m.bounced_at end,
            ended_at = case when r.became in ('deferred', 'uncertain') then null else now() end, updated_at = now()
          from result r where m.id = r.id and m.status = 'sending' and m.lease_holder = ${holder}
          returning m.id, m.to_address, r.bounced),
        bounced as (select id, to_address from changed where bounced)
        ${addHardBounce(sql`bounced`, sql`to_address`)}`,
  );
}

/** Gives rows back that were not sent, with their attempt. */
export async function giveBackMails(em: Em, { holder }: Sending, ids: readonly string[]): Promise<void> {
  await run(
    em,
    sql`update email_message set status = 'queued', attempts = attempts - 1, lease_holder = null, lease_until = null,
          updated_at = now()
        where id = any(${[...ids]}::uuid[]) and status = 'sending' and lease_holder = ${holder}`,
  );
}

/** Milliseconds until the first of the mails that are left may be tried; null when none is left of a batch that is filled. */
export async function dueInMs(em: Em, jobId: string): Promise<number | null> {
  const left = await row<{ filled: boolean; changing: boolean; open: number; due_in_ms: number | null }>(
    em,
    sql`select exists (select from email_batch where job_id = ${jobId} and filled_at is not null) as filled,
          ${isChanging(jobId)} as changing, count(*)::int as open,
          (extract(epoch from min(coalesce(greatest(next_attempt_at, lease_until), now())) - now()) * 1000)::float8 as due_in_ms
        from email_message
        where job_id = ${jobId} and once_key is not null and status in ('queued', 'sending', 'deferred')`,
  );
  if (left?.filled && !left.changing && left.open === 0) return null;
  return Math.max(0, Math.ceil(left?.due_in_ms ?? 0));
}

/**
 * Ends the job when nothing of its batch is left to send. It holds the job's row while it counts, as everything that makes mails
 * sendable again does, so neither misses the other.
 */
export async function finishBatch(em: Em, fence: JobFence): Promise<'done' | 'open' | 'lost'> {
  return await transact(em, async (tx) => {
    const job = await row(tx, sql`select from job where ${holds(fence)} for no key update`);
    if (!job) return 'lost';
    const batch = (await findBatches(tx, [fence.jobId])).get(fence.jobId);
    if (!batch) throw new Error(`Job ${fence.jobId} has no batch`);
    if (await row(tx, sql`select where ${isChanging(fence.jobId)}`)) return 'open';
    const { total, queued, sending, deferred, sent, failed, suppressed, skipped, uncertain } = batch.counts;
    if (batch.filledAt === null || queued + sending + deferred > 0) return 'open';
    await run(tx, succeedRun(fence, { total, sent, failed, suppressed, skipped, uncertain }));
    return 'done';
  });
}
