import { type RawBuilder, sql } from 'kysely';
import { type Em, row, run } from '../../platform/db/sql.ts';
import { beginRun, recordFailedAttempt, succeedRun } from '../../platform/jobs/fence.ts';
import type { SettledJob } from '../../platform/jobs/job-type.ts';
import type { JobError, JobFence } from '../../platform/jobs/jobs.contract.ts';
import { isHardBounce, type Refusal } from './bounces/bounces.domain.ts';
import { EMAIL_ERRORS, type EmailStatus } from './email.contract.ts';
import { isUnwanted } from './suppressions/suppressions.reads.ts';
import { addHardBounce } from './suppressions/suppressions.service.ts';
import type { MailCategory } from './templates/template.ts';
import { type TemplateName } from './templates/template-names.contract.ts';

/**
 * Writes of an attempt to the ledger of a mail of its own, which is told from those of batches by having no `once_key`. Each is
 * one statement that compares and sets, and takes the job's row before the mail's, as everything that settles a job does, so that none
 * waits for the other in a circle.
 */

/** Who is sending: proves that a lease is its own. */
export interface Attempt {
  fence: JobFence;
  /** From 1, as Temporal counts. */
  number: number;
}

const holderOf = ({ fence, number }: Attempt) => `${fence.chainId}/${number}`;
const milliseconds = (value: number) => sql`${value} * interval '1 millisecond'`;

/** What an attempt needs to render and address its mail. */
export interface ClaimedMail {
  id: string;
  template: TemplateName;
  /** What the recipient can refuse it by. */
  category: MailCategory;
  to_address: string;
  to_name: string;
  data: unknown;
  /** When the mail was due: the same for every attempt. */
  due_at: Date;
}

/**
 * - `claimed`: this attempt alone may send, until its lease ends
 * - `lost`: the job belongs to another run, or has ended
 * - `leased`: another attempt may still be sending
 * - `cancelling`: someone asked to cancel, and it is not sent yet
 * - `sent`, `failed`, `cancelled`, `suppressed`: there is nothing left to send
 */
export type Claim =
  | { kind: 'claimed'; mail: ClaimedMail }
  | { kind: 'lost' }
  | { kind: 'leased'; remainingMs: number }
  | { kind: 'cancelling' }
  | { kind: 'sent' }
  | { kind: 'failed' | 'cancelled' | 'suppressed'; error: JobError };

/** For anyone who reads the job. */
const SUPPRESSED: JobError = {
  code: EMAIL_ERRORS.suppressed,
  message: 'not sent: the address is on the suppression list, or the user now refuses mail of this category',
};

/**
 * Takes the job for this run and the mail for this attempt. A mail found in `sending` is uncertain, and counted. One that no one
 * wants any more is `suppressed` by the same statement.
 */
export async function claimMail(em: Em, attempt: Attempt, leaseMs: number): Promise<Claim> {
  const found = await row<ClaimedMail & { run_id: string | null; unwanted: boolean }>(
    em,
    sql`with run as (${beginRun(attempt.fence, attempt.number)}),
        mail as (
          select m.id, ${isUnwanted({ address: sql`m.to_address`, category: sql`m.category`, userId: sql`m.user_id` })} as unwanted
          from run join email_message m on m.job_id = run.id and m.once_key is null),
        claimed as (
          update email_message m set uncertain_count = m.uncertain_count + case when m.status = 'sending' then 1 else 0 end,
            status = case when unwanted then 'suppressed' else 'sending' end,
            lease_holder = case when unwanted then null else ${holderOf(attempt)} end,
            lease_until = case when unwanted then null else now() + ${milliseconds(leaseMs)} end,
            attempts = m.attempts + case when unwanted then 0 else 1 end,
            error_code = case when unwanted then ${SUPPRESSED.code} else m.error_code end,
            error_message = case when unwanted then ${SUPPRESSED.message} else m.error_message end,
            ended_at = case when unwanted then now() else m.ended_at end, updated_at = now()
          from mail join run on true
          where m.id = mail.id and m.status in ('queued', 'sending')
            and (m.lease_until is null or m.lease_until <= now())
            and not exists (select from job j where j.id = run.id and j.cancel_requested_at is not null)
          returning m.id, m.template, m.category, m.to_address, m.to_name, m.data, greatest(m.created_at, m.send_at) as due_at, unwanted)
        select (select id from run) as run_id, claimed.* from (select) as always left join claimed on true`,
  );
  if (!found?.run_id) return { kind: 'lost' };
  if (found.id === null) return await whyNotClaimed(em, attempt.fence.jobId);
  return found.unwanted ? { kind: 'suppressed', error: SUPPRESSED } : { kind: 'claimed', mail: found };
}

async function whyNotClaimed(em: Em, jobId: string): Promise<Claim> {
  const found = await row<{
    status: EmailStatus;
    remaining_ms: number | null;
    cancelling: boolean;
    error_code: string | null;
    error_message: string | null;
  }>(
    em,
    sql`select m.status, (extract(epoch from m.lease_until - now()) * 1000)::float8 as remaining_ms,
          j.cancel_requested_at is not null as cancelling, m.error_code, m.error_message
        from email_message m join job j on j.id = m.job_id where m.job_id = ${jobId} and m.once_key is null`,
  );
  if (!found) throw new Error(`Job ${jobId} has no mail in the ledger`);
  if (found.status === 'sent') return { kind: 'sent' };
  if (found.status === 'failed' || found.status === 'cancelled' || found.status === 'suppressed') {
    const error = { code: found.error_code ?? 'email_ended', message: found.error_message ?? `it is ${found.status}` };
    return { kind: found.status, error };
  }
  if (found.remaining_ms !== null && found.remaining_ms > 0) return { kind: 'leased', remainingMs: found.remaining_ms };
  if (found.cancelling) return { kind: 'cancelling' };
  return { kind: 'leased', remainingMs: 0 }; // the lease ended between the two statements
}

/**
 * Closes the row and the job after the server took the mail. The mail is `sent` even when the fence is lost by now: it is.
 * @param secrets props that are taken out of the stored data
 * @returns whether the job was still this run's to end
 */
export async function recordSent(
  em: Em,
  fence: JobFence,
  sent: { mailId: string; response: string; secrets: readonly string[] },
): Promise<boolean> {
  const done = await row<{ ended: boolean }>(
    em,
    sql`with done as (${succeedRun(fence, { messageId: sent.mailId, response: sent.response })}),
        closed as (
          update email_message set status = 'sent', smtp_response = case when to_address <> '' then ${sent.response} end, error_code = null,
            error_message = null, lease_holder = null, lease_until = null, data = data - ${[...sent.secrets]}::text[],
            sent_at = now(), ended_at = now(), updated_at = now()
          where id = ${sent.mailId} and status <> 'sent' and (select count(*) from done) >= 0)
        select exists (select from done) as ended`,
  );
  return done?.ended ?? false;
}

/** Ends the job of a mail that an earlier run has sent. */
export async function recordAlreadySent(em: Em, fence: JobFence): Promise<void> {
  await run(em, succeedRun(fence, null));
}

export interface AttemptFailure {
  error: JobError;
  /** `null` when there is no next attempt. */
  retryInMs: number | null;
}

const failureNoted = (attempt: Attempt, failure: AttemptFailure): RawBuilder<unknown> =>
  sql`noted as (${recordFailedAttempt(attempt.fence, { attempt: attempt.number, ...failure })})`;

const closeFailed = (attempt: Attempt, { error }: AttemptFailure, change: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`update email_message set ${change}, error_code = ${error.code}, error_message = ${error.message}, updated_at = now()
    where job_id = ${attempt.fence.jobId} and once_key is null and status = 'sending' and lease_holder = ${holderOf(attempt)}
      and (select count(*) from noted) >= 0`;

function noteFailure(attempt: Attempt, failure: AttemptFailure, change: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`with ${failureNoted(attempt, failure)} ${closeFailed(attempt, failure, change)}`;
}

/** Certainly not sent: the mail waits for the next attempt. */
export async function recordNotSent(em: Em, attempt: Attempt, failure: AttemptFailure): Promise<void> {
  await run(em, noteFailure(attempt, failure, sql`status = 'queued', lease_holder = null, lease_until = null`));
}

/** Perhaps sent: it stays `sending`, so that the attempt that finds it counts it, and the lease ends with the attempt. */
export async function recordUncertain(em: Em, attempt: Attempt, failure: AttemptFailure): Promise<void> {
  await run(em, noteFailure(attempt, failure, sql`lease_until = now()`));
}

export interface Rejection {
  error: JobError;
  /** Of the server; null when it was not the server that refused. */
  answer: Refusal | null;
}

/**
 * Refused for good. The job ends with the run's failure. When there is no such mailbox its address is suppressed by the same
 * statement.
 */
export async function recordRejected(em: Em, attempt: Attempt, { error, answer }: Rejection): Promise<void> {
  const ended = sql`status = 'failed', lease_holder = null, lease_until = null, ended_at = now()`;
  const failure = { error, retryInMs: null };
  if (answer === null || !isHardBounce(answer)) return void (await run(em, noteFailure(attempt, failure, ended)));
  await run(
    em,
    sql`with ${failureNoted(attempt, failure)},
        bounced as (${closeFailed(attempt, failure, sql`${ended}, bounced_at = coalesce(bounced_at, now())`)}
          returning id, to_address)
        ${addHardBounce(sql`bounced`, sql`to_address`)}`,
  );
}

/** Gives the mail back unsent, because the attempt is being cancelled or its worker stops. */
export async function giveBack(em: Em, attempt: Attempt): Promise<void> {
  await run(
    em,
    sql`update email_message set status = 'queued', lease_holder = null, lease_until = null, updated_at = now()
        where job_id = ${attempt.fence.jobId} and once_key is null and status = 'sending' and lease_holder = ${holderOf(attempt)}`,
  );
}

/** Shows in the job that an attempt waits for another one's lease. */
export async function recordWaiting(em: Em, attempt: Attempt, failure: AttemptFailure): Promise<void> {
  await run(em, recordFailedAttempt(attempt.fence, { attempt: attempt.number, ...failure }));
}

/**
 * Follows a job that ended without success. A mail left in `sending` is uncertain and counted; its lease stays, so that a
 * retry by a person waits for an attempt that may still be sending.
 */
export async function settleMail(em: Em, job: SettledJob): Promise<void> {
  await run(
    em,
    sql`update email_message set status = ${job.status},
          uncertain_count = uncertain_count + case when status = 'sending' then 1 else 0 end,
          error_code = coalesce(${job.error?.code ?? null}, error_code),
          error_message = coalesce(${job.error?.message ?? null}, error_message), ended_at = now(), updated_at = now()
        where job_id = ${job.id} and once_key is null and status in ('queued', 'sending')`,
  );
}

/**
 * Makes the mail of a retried job sendable again; one that was sent stays sent, one that was emptied stays unsent. One that was
 * suppressed is looked at again.
 */
export async function requeueMail(em: Em, jobId: string): Promise<void> {
  await run(
    em,
    sql`update email_message set status = 'queued', error_code = null, error_message = null, ended_at = null,
          bounced_at = null, updated_at = now()
        where job_id = ${jobId} and once_key is null and status in ('failed', 'cancelled', 'suppressed') and data <> '{}'`,
  );
}
