import { type RawBuilder, sql } from 'kysely';
import { type Em, run } from '../db/sql.ts';
import type { JobError, JobFence } from './jobs.contract.ts';
import { START_PUT_OFF } from './mark-dispatched.ts';

/**
 * Writes that only the rightful run of a job may make. They are SQL fragments, so that an activity can join them with its
 * own ledger into one statement: `with run as (${beginRun(…)}) update ledger … from run …`. When the fence does not hold
 * the fragment returns no row, and the whole statement has no effect.
 */

/** The condition under which a run may write to its job. */
export function holds(fence: JobFence): RawBuilder<unknown> {
  return sql`job.id = ${fence.jobId} and job.generation = ${fence.generation}
    and job.status in ('queued', 'running') and (job.chain_id is null or job.chain_id = ${fence.chainId})`;
}

/**
 * Takes the job for this run: `running`, with the chain of the run. Returns `id, requested_by, input`.
 * @param attempt the activity's attempt, from 1
 */
export function beginRun(fence: JobFence, attempt: number): RawBuilder<unknown> {
  return sql`update job set status = 'running', chain_id = ${fence.chainId}, attempts = ${attempt}, next_attempt_at = null,
      started_at = coalesce(job.started_at, now()), dispatched_at = coalesce(job.dispatched_at, now()),
      error_code = nullif(job.error_code, ${START_PUT_OFF.code}), error_message = nullif(job.error_message, ${START_PUT_OFF.message}),
      progressed_at = now(), updated_at = now()
    where ${holds(fence)} returning job.id, job.requested_by, job.input`;
}

/**
 * Ends the job as succeeded, in the statement or transaction that records the effect. Returns `id`.
 * A job that counted nothing is one unit of work: it ends as 1 of 1.
 */
export function succeedRun(
  fence: JobFence,
  result: Readonly<Record<string, unknown>> | null = null,
): RawBuilder<unknown> {
  return sql`update job set status = 'succeeded', result = ${result === null ? null : JSON.stringify(result)}::jsonb,
      progress_done = coalesce(job.progress_total, greatest(job.progress_done, 1)),
      progress_total = coalesce(job.progress_total, greatest(job.progress_done, 1)),
      error_code = null, error_message = null, next_attempt_at = null, finished_at = now(), progressed_at = now(),
      updated_at = now()
    where ${holds(fence)} returning job.id`;
}

export interface FailedAttempt {
  attempt: number;
  error: JobError;
  /** Milliseconds until the next attempt, as the retry policy computes them; `null` when there is none. */
  retryInMs: number | null;
}

/** Shows in the job why an attempt failed and when the next one comes; the run goes on. Returns `id`. */
export function recordFailedAttempt(fence: JobFence, failed: FailedAttempt): RawBuilder<unknown> {
  const next = failed.retryInMs === null ? sql`null` : sql`now() + ${failed.retryInMs} * interval '1 millisecond'`;
  return sql`update job set attempts = ${failed.attempt}, error_code = ${failed.error.code},
      error_message = ${failed.error.message}, next_attempt_at = ${next}, updated_at = now()
    where ${holds(fence)} returning job.id`;
}

/** Counts of units done and in all; `false` when the fence no longer holds and the run should stop. */
export async function reportProgress(
  em: Em,
  fence: JobFence,
  progress: { done: number; total: number | null },
): Promise<boolean> {
  const touched = await run(
    em,
    sql`update job set progress_done = ${progress.done}, progress_total = ${progress.total}, progressed_at = now(),
          updated_at = now()
        where ${holds(fence)}`,
  );
  return touched === 1;
}
