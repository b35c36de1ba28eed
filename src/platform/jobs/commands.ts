import { sql } from 'kysely';
import { type Em, row } from '../db/sql.ts';
import { afterCommit, transact } from '../db/transaction.ts';
import type { JobRow } from './job-row.ts';
import type { JobTypes } from './job-type.ts';
import type { JobStatus } from './jobs.contract.ts';
import type { Launch } from './launch.ts';
import { tellFeature } from './settle.ts';

/**
 * - `cancelled`: it had not begun, or had been cancelled before, and has no effect any more
 * - `requested`: a run is under way; the wish is delivered to it and the run decides what it becomes
 * - `too_late`: it has ended otherwise
 */
export type CancelOutcome = 'cancelled' | 'requested' | 'too_late';

/** Cancels a job. Calling it again is harmless. */
export async function cancelJob(em: Em, types: JobTypes, jobId: string): Promise<CancelOutcome> {
  return await transact(em, async (tx) => {
    const cancelled = await row<{ type: string }>(
      tx,
      sql`update job set status = 'cancelled', cancel_requested_at = now(), finished_at = now(), next_attempt_at = null,
            error_code = null, error_message = null, updated_at = now()
          where id = ${jobId} and status = 'queued' returning type`,
    );
    if (cancelled) {
      await tellFeature(tx, types, cancelled.type, { id: jobId, status: 'cancelled', error: null });
      return 'cancelled';
    }
    const job = await row<{ status: string }>(
      tx,
      sql`update job set
            cancel_requested_at = case when status = 'running' then coalesce(cancel_requested_at, now())
              else cancel_requested_at end,
            updated_at = case when status = 'running' then now() else updated_at end
          where id = ${jobId} returning status`,
    );
    if (job?.status === 'running') return 'requested';
    return job?.status === 'cancelled' ? 'cancelled' : 'too_late';
  });
}

/**
 * Starts an ended job again as its next generation, in the transaction of `tx`. What it had already done stays done: effects
 * are kept by job, not by generation. The caller makes what it is to do sendable, or whatever else its feature needs.
 * @returns the row, or undefined when the job has not ended in one of these ways
 */
export async function restartJob(
  tx: Em,
  jobId: string,
  endedAs: readonly JobStatus[],
  launch: Launch,
): Promise<JobRow | undefined> {
  const job = await row<JobRow>(
    tx,
    sql`update job set status = 'queued', generation = generation + 1, restarts = 0, chain_id = null, attempts = 0,
          next_attempt_at = null, error_code = null, error_message = null, progress_done = 0, progress_total = null,
          result = null, queued_at = now(), dispatch_after = now() + ${launch.maxWaitMs} * interval '1 millisecond',
          dispatch_attempts = 0,
          dispatched_at = null, started_at = null, finished_at = null, cancel_requested_at = null,
          cancel_delivered_at = null, acknowledged_at = null, acknowledged_by = null, progressed_at = now(), look_after = now(),
          updated_at = now()
        where id = ${jobId} and status = any(${[...endedAs]}::text[]) returning *`,
  );
  if (job) afterCommit(tx, () => launch.offer(job));
  return job;
}

/**
 * Starts a failed or cancelled job again, with all that it had left.
 * @returns the row, or undefined when the job is not in a state to be tried again
 */
export async function retryJob(em: Em, types: JobTypes, jobId: string, launch: Launch): Promise<JobRow | undefined> {
  return await transact(em, async (tx) => {
    const job = await restartJob(tx, jobId, ['failed', 'cancelled'], launch);
    if (job) await types.get(job.type)?.onRequeued?.(tx, jobId);
    return job;
  });
}
