import { sql } from 'kysely';
import { type Em, rows, run } from '../../db/sql.ts';
import type { Logger } from '../../log/logger.ts';
import { type StartableJob, startableColumns } from '../job-row.ts';
import type { JobTypes } from '../job-type.ts';
import { markDispatched, START_PUT_OFF } from '../mark-dispatched.ts';
import { settleAbandoned } from '../settle.ts';
import type { StartOutcome } from '../start-workflow.ts';

/** Rows claimed at once: they are started side by side, all well within the claim's lease. */
const BATCH = 64;
/** For how long a claim keeps other dispatchers away: longer than any start may take. */
const LEASE_S = 30;
/** Told apart in one line of the log. */
const MAX_REASONS = 5;
/** Back-off per row, doubled with every attempt from 1 s to this. */
const MAX_BACKOFF_S = 60;

export interface DispatcherOptions {
  em(): Em;
  types: JobTypes;
  start(job: StartableJob): Promise<StartOutcome>;
  logger: Logger;
}

type ClaimedJob = StartableJob & { dispatch_attempts: number; updated_at: Date };

async function claim(em: Em): Promise<ClaimedJob[]> {
  return await rows<ClaimedJob>(
    em,
    sql`with due as (
          select id from job where status = 'queued' and dispatched_at is null and dispatch_after <= now()
          order by dispatch_after limit ${BATCH} for update skip locked)
        update job set dispatch_after = now() + ${LEASE_S} * interval '1 second',
          dispatch_attempts = dispatch_attempts + 1, updated_at = date_trunc('milliseconds', now())
        from due where job.id = due.id
        returning ${startableColumns('job')}, job.dispatch_attempts, job.updated_at`,
  );
}

/**
 * Puts off rows whose start failed, each by its own back-off, in one statement, and shows in the job that its start is put off.
 * What the server said may name hosts: only the log has it.
 */
async function postpone(em: Em, jobs: readonly ClaimedJob[]): Promise<void> {
  // Bounded before it is raised: an outage of a day is more than a thousand attempts, whose power of two no number holds.
  const wait = sql`least(2 ^ least(job.dispatch_attempts - 1, 16), ${MAX_BACKOFF_S}) * interval '1 second'`;
  await run(
    em,
    sql`update job set error_code = ${START_PUT_OFF.code}, error_message = ${START_PUT_OFF.message},
          next_attempt_at = now() + ${wait}, dispatch_after = now() + ${wait}, updated_at = now()
        from unnest(${jobs.map((job) => job.id)}::uuid[], ${jobs.map((job) => job.generation)}::int[])
          as failed (id, generation)
        where job.id = failed.id and job.generation = failed.generation and job.status = 'queued'
          and job.dispatched_at is null`,
  );
}

/** One line a round for what the environment refuses, however many jobs it refuses. */
function logRefused(logger: Logger, refused: readonly { job: ClaimedJob; reason: string }[]): void {
  const reasons = [...new Set(refused.map(({ reason }) => reason))].slice(0, MAX_REASONS);
  const attempts = Math.max(...refused.map(({ job }) => job.dispatch_attempts));
  const fields = { jobs: refused.length, job_id: refused[0]?.job.id, attempts, reasons };
  logger.warn(fields, 'Temporal did not take jobs, they will be started later');
}

/**
 * Starts the workflows of committed jobs that no one has started: the API died, Temporal was away, or too much came at
 * once. Any number of dispatchers may run; a claim is a row lock for an instant and a lease after that.
 * @returns how many rows it claimed
 */
export async function dispatchOnce(options: DispatcherOptions): Promise<number> {
  const { em, types, logger } = options;
  const jobs = await claim(em());
  const results = await Promise.all(jobs.map(async (job) => ({ job, result: await options.start(job) })));
  const ended = (outcome: StartOutcome['outcome']) =>
    results.filter(({ result }) => result.outcome === outcome).map(({ job }) => job);
  const started = ended('started');
  if (started.length > 0) await markDispatched(em(), started);
  const refused = results.flatMap(({ job, result }) =>
    result.outcome === 'unknown' ? [{ job, reason: result.reason }] : [],
  );
  if (refused.length > 0) {
    logRefused(logger, refused);
    await postpone(
      em(),
      refused.map(({ job }) => job),
    );
  }
  for (const { job, result } of results) {
    if (result.outcome === 'invalid') {
      logger.error({ job_id: job.id, reason: result.reason }, 'start refused, job failed');
      await settleAbandoned(em(), types, job, 'failed', { code: 'invalid_start', message: result.reason });
    }
  }
  return jobs.length;
}
