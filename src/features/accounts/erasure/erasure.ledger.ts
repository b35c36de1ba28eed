import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';
import { beginRun, holds, succeedRun } from '../../../platform/jobs/fence.ts';
import type { JobFence } from '../../../platform/jobs/jobs.contract.ts';

/** What the run of a deletion writes: pages and their counts together, and the end together with the job's. */

export interface OpenErasure {
  userId: string;
  /** The grace was over when this pass began: what it does not find will not come any more. */
  ripe: boolean;
}

/** Takes the job for this run. `null` when it belongs to another run or has ended. */
export async function beginErasure(
  em: Em,
  fence: JobFence,
  attempt: number,
  graceMs: number,
): Promise<OpenErasure | null> {
  const found = await row<OpenErasure>(
    em,
    sql`with run as (${beginRun(fence, attempt)})
        update account_deletion d set status = 'running' from run where d.job_id = run.id
        returning d.user_id as "userId", d.requested_at + ${graceMs} * interval '1 millisecond' <= now() as ripe`,
  );
  return found ?? null;
}

/** Keeps the job's row until the transaction ends, so that attempts that overlap go one after the other. */
async function holdJob(tx: Em, fence: JobFence): Promise<boolean> {
  return (await row(tx, sql`select id from job where ${holds(fence)} for update`)) !== undefined;
}

/**
 * One page of a step and its count in the receipt, in one transaction: a crash repeats or loses neither.
 * @returns how many things the step touched, `null` when the job is not this run's any more
 */
export async function erasePage(
  em: Em,
  fence: JobFence,
  userId: string,
  step: EraseStep,
  limit: number,
): Promise<number | null> {
  return await transact(em, async (tx) => {
    if (!(await holdJob(tx, fence))) return null;
    const touched = await step.erase(tx, userId, limit);
    await run(
      tx,
      sql`with receipt as (
            update account_deletion set counts = counts
              || jsonb_build_object(${step.name}::text, coalesce((counts ->> ${step.name})::int, 0) + ${touched}::int)
            where job_id = ${fence.jobId} returning counts)
          update job set updated_at = now(), progressed_at = now(),
            progress_done = (select sum(value::int)::int from receipt, jsonb_each_text(receipt.counts))
          where id = ${fence.jobId}`,
    );
    return touched;
  });
}

/**
 * Completes the receipt and the job, unless a step waits for something of the person to end.
 * @returns whether there is nothing more to do for this run
 */
export async function finishErasure(
  em: Em,
  fence: JobFence,
  userId: string,
  steps: readonly EraseStep[],
): Promise<boolean> {
  return await transact(em, async (tx) => {
    if (!(await holdJob(tx, fence))) return true;
    for (const step of steps) if (await step.waits?.(tx, userId)) return false;
    await run(
      tx,
      sql`with done as (${succeedRun(fence)})
          update account_deletion d set status = 'completed', completed_at = now(), addresses = null, stand_in = null
          from done where d.job_id = done.id`,
    );
    return true;
  });
}
