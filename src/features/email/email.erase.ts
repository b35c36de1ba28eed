import { type RawBuilder, sql } from 'kysely';
import { type Em, row, run } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';
import { CAN_BE_CANCELLED, cancelJobs, HAS_ENDED, withoutPerson } from '../../platform/jobs/forget-requester.ts';
import { JobTypes } from '../../platform/jobs/job-type.ts';
import { findFormerAddresses } from '../accounts/erasure/former-addresses.reads.ts';
import { emailJobType } from './email.jobs.ts';
import type { TemplateName } from './templates/template-names.contract.ts';

const types = new JobTypes([emailJobType]);

/** The one mail that a deleted account still gets. */
const FAREWELL: TemplateName = 'account-deleted';

const named = (userId: string) => sql`m.about_user_ids @> ${[userId]}::uuid[] and m.about_user_ids <> '{}'`;

/**
 * The person's own mails: to them, to an address they wanted to have, and to one that was theirs without anybody knowing whose
 * it was.
 */
async function mailsOf(
  tx: Em,
  userId: string,
  state: RawBuilder<unknown>,
  limit: number,
): Promise<RawBuilder<unknown>> {
  const { addresses, until } = await findFormerAddresses(tx, userId);
  const found = (whose: RawBuilder<unknown>) =>
    sql`(select m.id, m.job_id from email_message m where ${whose} and ${state} limit ${limit})`;
  return sql`${found(sql`m.user_id = ${userId}`)} union ${found(sql`m.user_id is null and ${named(userId)}`)}
    union ${found(sql`m.user_id is null and lower(m.to_address) = any(${addresses}::text[]) and m.created_at <= ${until}`)}
    limit ${limit}`;
}

const jobIs = (state: RawBuilder<unknown>) => sql`exists (select from job where job.id = m.job_id and ${state})`;

const CANCELLABLE = sql`m.once_key is null and m.status in ('queued', 'sending') and m.template <> ${FAREWELL}
  and ${jobIs(CAN_BE_CANCELLED)}`;

/**
 * Of a batch, whose job goes on for the others. One that is being sent comes to an end by itself, unless its sender died: a
 * batch that is paused would then keep it for as long.
 */
const WAITING_IN_BATCH = sql`m.once_key is not null and (m.status in ('queued', 'deferred')
  or m.status = 'sending' and m.lease_until <= now())`;

const ENDED = sql`m.status in ('sent', 'failed', 'cancelled', 'suppressed', 'skipped')`;

/** Not while an attempt may still write what the server said, to the mail or to the job that is its own. */
const ERASABLE = sql`${ENDED} and (m.lease_until is null or m.lease_until <= now())
  and (m.once_key is not null or not ${jobIs(sql`not (${HAS_ENDED})`)})`;

/** Mail servers like to repeat the address. */
const JOB_TEXTS = {
  summary: sql`m.template || ' to a deleted user'`,
  result: sql`job.result - 'response'`,
  errorMessage: sql`null`,
};

async function cancel(tx: Em, userId: string, limit: number): Promise<number> {
  const mails = await mailsOf(tx, userId, CANCELLABLE, limit);
  return await cancelJobs(tx, types, sql`job.id in (select job_id from (${mails}) found)`, limit);
}

async function cancelInBatches(tx: Em, userId: string, limit: number): Promise<number> {
  return await run(
    tx,
    sql`update email_message m set status = 'cancelled', next_attempt_at = null, lease_holder = null, lease_until = null,
          uncertain_count = m.uncertain_count + case when m.status = 'sending' then 1 else 0 end, ended_at = now(), updated_at = now()
        where m.id in (select id from (${await mailsOf(tx, userId, WAITING_IN_BATCH, limit)}) found) and ${WAITING_IN_BATCH}`,
  );
}

/**
 * Empties what has ended and takes the person out of its job, unless that is a batch of many. The key of a mail of a batch holds
 * whose it is. What such a mail had put on the suppression list goes with it, also when it bounced after the request, as the
 * one that confirms the deletion may. The job's row first, as everywhere (see `email.ledger.ts`).
 */
async function anonymise(tx: Em, userId: string, limit: number): Promise<number> {
  const { addresses } = await findFormerAddresses(tx, userId);
  return await run(
    tx,
    sql`with found as (${await mailsOf(tx, userId, ERASABLE, limit)}),
        ended as (
          update job set ${withoutPerson(userId, JOB_TEXTS)}
          from email_message m where m.job_id = job.id and m.once_key is null and m.id in (select id from found)
            and ${HAS_ENDED}
          returning job.id),
        clicked as (delete from email_click where message_id in (select id from found)),
        listed as (
          delete from email_suppression
          where address = any(${addresses}::text[]) and message_id in (select id from found))
        update email_message m set to_address = '', to_name = '', user_id = null, about_user_ids = '{}', subject = '',
          data = '{}', smtp_response = null, error_message = null,
          once_key = case when m.once_key is not null then 'erased:' || m.id end
        where m.id in (select id from found) and ${ENDED}
          and (m.once_key is not null or m.job_id in (select id from ended) or not ${jobIs(sql`true`)})`,
  );
}

/** What mails to others say of the person. That they were sent, and to whom, is the others'. */
async function silence(tx: Em, userId: string, limit: number): Promise<number> {
  return await run(
    tx,
    sql`update email_message set about_user_ids = '{}', subject = '', data = '{}' where id in (
          select m.id from email_message m where m.user_id is not null and ${named(userId)} and ${ERASABLE} limit ${limit})`,
  );
}

async function waits(tx: Em, userId: string): Promise<boolean> {
  const own = await mailsOf(tx, userId, sql`true`, 1);
  return (await row(tx, sql`select from (${own}) left_over`)) !== undefined;
}

async function waitsForOthers(tx: Em, userId: string): Promise<boolean> {
  return (await row(tx, sql`select from email_message m where ${named(userId)} limit 1`)) !== undefined;
}

/** Their address on the list of those who get no mail: who has it next decides again. As an admin they stay unnamed. */
async function forgetSuppressions(tx: Em, userId: string, limit: number): Promise<number> {
  const { addresses, until } = await findFormerAddresses(tx, userId);
  const listed = await run(
    tx,
    sql`delete from email_suppression where id in (
          select id from email_suppression where address = any(${addresses}::text[]) and created_at <= ${until} limit ${limit})`,
  );
  if (listed === limit) return listed;
  const made = await run(
    tx,
    sql`update email_suppression set created_by = null where id in (
          select id from email_suppression where created_by = ${userId} limit ${limit - listed})`,
  );
  return listed + made;
}

/**
 * Cancels what is not sent yet, but for the mail that confirms the deletion, and empties what has ended: counts stay. A mail to
 * someone else goes on, since it may tell them of others too.
 */
export const emailEraseSteps: readonly EraseStep[] = [
  { name: 'email.cancelled', erase: cancel },
  { name: 'email.cancelled_in_batches', erase: cancelInBatches },
  { name: 'email.messages', erase: anonymise, waits },
  { name: 'email.suppressions', erase: forgetSuppressions },
  { name: 'email.mentions', erase: silence, waits: waitsForOthers },
];
