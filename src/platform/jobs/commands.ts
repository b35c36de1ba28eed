import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows } from '../db/sql.ts';
import { afterCommit, transact } from '../db/transaction.ts';
import type { JobRow } from './job-row.ts';
import type { JobTypes } from './job-type.ts';
import type { JobStatus } from './jobs.contract.ts';
import type { Launch } from './launch.ts';
import { knownType, tellFeature } from './settle.ts';

/**
 * - `cancelled`: it had not begun, or had been cancelled before, and has no effect any more
 * - `requested`: a run is under way; the wish is delivered to it and the run decides what it becomes
 * - `too_late`: it has ended otherwise
 */
export type CancelOutcome = 'cancelled' | 'requested' | 'too_late';

/**
 * Cancels a job. Calling it again is harmless.
 * @throws UnknownJobType when it has not begun and is of a feature that this program does not have
 */
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

/** Assignments that make an ended job the next generation of itself. */
function asNextGeneration(dispatchAfter: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`status = 'queued', generation = generation + 1, restarts = 0, chain_id = null, attempts = 0,
    next_attempt_at = null, error_code = null, error_message = null, progress_done = 0, progress_total = null,
    result = null, queued_at = now(), dispatch_after = ${dispatchAfter}, dispatch_attempts = 0,
    dispatched_at = null, started_at = null, finished_at = null, cancel_requested_at = null,
    cancel_delivered_at = null, acknowledged_at = null, acknowledged_by = null, progressed_at = now(), look_after = now(),
    updated_at = now()`;
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
  const dispatchAfter = sql`now() + ${launch.maxWaitMs} * interval '1 millisecond'`;
  const job = await row<JobRow>(
    tx,
    sql`update job set ${asNextGeneration(dispatchAfter)}
        where id = ${jobId} and status = any(${[...endedAs]}::text[]) returning *`,
  );
  if (job) afterCommit(tx, () => launch.offer(job));
  return job;
}

/** What can be tried again. */
const RETRYABLE = ['failed', 'cancelled'] as const;

/**
 * Starts a failed or cancelled job again, with all that it had left.
 * @returns the row, or undefined when the job is not in a state to be tried again
 * @throws UnknownJobType when it is of a feature that this program does not have
 */
export async function retryJob(em: Em, types: JobTypes, jobId: string, launch: Launch): Promise<JobRow | undefined> {
  return await transact(em, async (tx) => {
    const job = await restartJob(tx, jobId, RETRYABLE, launch);
    if (job) await knownType(types, job.type).onRequeued?.(tx, jobId);
    return job;
  });
}

/** Starts a second of jobs that are tried again together: an outage leaves hundreds behind, and what was away has just come back. */
const STARTS_PER_SECOND = 200;

/**
 * Tries many failed or cancelled jobs again, in the transaction of `tx` and in the order of the ids: dispatchers start them, so
 * many a second. Any number of calls at once start each job once. Those of a feature that this program does not have are left.
 * @returns ids of those that will run again
 */
export async function retryJobs(tx: Em, types: JobTypes, ids: readonly string[]): Promise<string[]> {
  const jobs = await rows<{ id: string; type: string }>(
    tx,
    sql`update job set ${asNextGeneration(sql`now() + chosen.place / ${STARTS_PER_SECOND}::float8 * interval '1 second'`)}
        from unnest(${[...ids]}::uuid[]) with ordinality as chosen (id, place)
        where job.id = chosen.id and status = any(${[...RETRYABLE]}::text[])
          and type = any(${types.all().map(({ type }) => type)}::text[]) returning job.id, job.type`,
  );
  for (const { id, type } of jobs) await knownType(types, type).onRequeued?.(tx, id);
  return jobs.map(({ id }) => id);
}
