import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { JobError } from '../../../platform/jobs/jobs.contract.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../../platform/loop.ts';
import type { EmailStatus } from '../email.contract.ts';

/**
 * Changes to all mails of a batch: it was cancelled, it failed, or what was left is to be sent after all. The first page is changed in
 * the transaction of the one who asks; what is left of a large batch is written down as one row, which the workers work off page by page.
 */

/** Mails that one statement changes: 0.2 s, and a batch of millions never meets the limit of statements. */
export const MAILS_AT_ONCE = 5_000;
const INTERVAL_MS = 1_000;

/** Before and after all ids. */
const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export interface BatchChange {
  jobId: string;
  from: readonly EmailStatus[];
  /** `queued` makes those that had ended by now sendable again, with all their attempts, save those of people who are erased. */
  becomes: 'queued' | 'failed' | 'cancelled';
  /** Why, where they end. */
  error: JobError | null;
}

interface PendingChange extends BatchChange {
  after: string;
  requestedAt: Date | null;
}

interface Page {
  count: number;
  last: string | null;
}

const reopened = sql`status = 'queued', attempts = 0, next_attempt_at = null, error_code = null, error_message = null, bounced_at = null,
  ended_at = null, updated_at = now()`;

/** Mails left in `sending` are uncertain, and counted. */
const ended = ({ becomes, error }: BatchChange) => sql`status = ${becomes},
  uncertain_count = m.uncertain_count + case when m.status = 'sending' then 1 else 0 end,
  error_code = coalesce(${error?.code ?? null}, m.error_code),
  error_message = coalesce(${error?.message ?? null}, m.error_message), ended_at = now(), updated_at = now()`;

/** Changes the next page, in the order of ids: written for the index of batches, as `claimPage` is. */
async function changePage(tx: Em, change: PendingChange): Promise<Page> {
  const { jobId, from, becomes, after, requestedAt } = change;
  const mayReopen = sql`m.to_address <> ''
    and (m.ended_at is null or m.ended_at <= coalesce(${requestedAt}::timestamptz, now()))`;
  const page = await row<Page>(
    tx,
    sql`with page as (
          select m.id from email_message m
          where (m.job_id, m.id) > (${jobId}::uuid, ${after}::uuid) and (m.job_id, m.id) <= (${jobId}::uuid, ${LAST}::uuid)
            and m.once_key is not null and m.status = any(${[...from]}::text[])
            and ${becomes === 'queued' ? mayReopen : sql`true`}
          order by m.job_id, m.id limit ${MAILS_AT_ONCE} for no key update),
        changed as (
          update email_message m set ${becomes === 'queued' ? reopened : ended(change)} from page where m.id = page.id)
        select count(*)::int as count, (array_agg(id order by id desc))[1] as last from page`,
  );
  return page ?? { count: 0, last: null };
}

/**
 * Changes the mails of a batch, in the transaction of `tx`, which holds the job's row: at once as many as one statement may, the
 * others soon. It takes the place of a change that is still under way. Until it is done no run ends the job.
 */
export async function changeBatch(tx: Em, change: BatchChange): Promise<void> {
  // Before the mails are locked, as a worker does that works the row off.
  await run(tx, sql`delete from email_batch_change where job_id = ${change.jobId}`);
  const page = await changePage(tx, { ...change, after: FIRST, requestedAt: null });
  if (page.count < MAILS_AT_ONCE) return;
  const { jobId, from, becomes, error } = change;
  await run(
    tx,
    sql`insert into email_batch_change (job_id, from_statuses, becomes, error_code, error_message, after_id)
        values (${jobId}, ${[...from]}::text[], ${becomes}, ${error?.code ?? null}, ${error?.message ?? null}, ${page.last})`,
  );
}

/** Condition on a job: a change of its mails is under way. */
export const isChanging = (jobId: string) =>
  sql`exists (select from email_batch_change change where change.job_id = ${jobId})`;

/** Changes one page of the oldest change that no other worker is at. @returns whether there was one */
export async function continueChange(em: Em): Promise<boolean> {
  return await transact(em, async (tx) => {
    const found = await row<Omit<PendingChange, 'error'> & { code: string | null; message: string | null }>(
      tx,
      sql`select job_id as "jobId", from_statuses as "from", becomes, after_id as after, requested_at as "requestedAt",
            error_code as code, error_message as message
          from email_batch_change order by requested_at limit 1 for update skip locked`,
    );
    if (!found) return false;
    const { code, message, ...change } = found;
    const error = code === null ? null : { code, message: message ?? '' };
    const page = await changePage(tx, { ...change, error });
    const done = page.count < MAILS_AT_ONCE;
    const { jobId } = change;
    await run(
      tx,
      done
        ? sql`delete from email_batch_change where job_id = ${jobId}`
        : sql`update email_batch_change set after_id = ${page.last} where job_id = ${jobId}`,
    );
    return true;
  });
}

/** The loop that every worker runs for batches: it goes on with changes until none is left. */
export function startBatchChanges({ em, logger }: { em(): Em; logger: Logger }): Loop {
  return startLoop({ name: 'batch-changes', intervalMs: INTERVAL_MS, logger, round: () => continueChange(em()) });
}
