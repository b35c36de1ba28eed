import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { sql } from 'kysely';
import { type Em, rows, run } from '../../db/sql.ts';
import type { Logger } from '../../log/logger.ts';
import { workflowIdOf } from '../job-row.ts';
import type { JobTypes } from '../job-type.ts';
import type { JobError } from '../jobs.contract.ts';
import { type ObservedJob, settleAbandoned, UnknownJobType, unchanged } from '../settle.ts';

/** Rows taken at once; the next round follows at once while there are as many. */
const BATCH = 100;
/** Descriptions asked for side by side: a million open jobs are looked at within the hour, and the server has room left. */
const AT_ONCE = 8;
const DESCRIBE_DEADLINE_MS = 2_000;
/** How often a run that the server has never heard of is started again before a person has to look. */
const MAX_RESTARTS = 3;

export interface SweeperOptions {
  em(): Em;
  types: JobTypes;
  client: Client;
  logger: Logger;
  /** Milliseconds since a job was due after which someone looks whether its run still exists. */
  minAgeMs: number;
  /** Milliseconds without progress after which a run is looked at, and between two looks. */
  quietMs: number;
}

interface OpenJob extends ObservedJob {
  restarts: number;
  /** It is old enough, and its run has not got on for a while. */
  quiet: boolean;
}

/**
 * Takes the jobs whose look is due, and says when the next one is: each row is looked at by one sweeper, in its turn. Age counts
 * from when the work was due, so a mail that waits 30 days for its hour is not old.
 */
async function takeDue(em: Em, { minAgeMs, quietMs }: SweeperOptions): Promise<OpenJob[]> {
  const quiet = sql`${quietMs} * interval '1 millisecond'`;
  return await rows<OpenJob>(
    em,
    sql`with due as (
          select id, greatest(run_at, queued_at, dispatched_at) + ${minAgeMs} * interval '1 millisecond' as ripe_at from job
          where status in ('queued', 'running') and dispatched_at is not null and look_after <= now()
          order by look_after limit ${BATCH} for update skip locked)
        update job set look_after = greatest(due.ripe_at, now() + ${quiet}) from due where job.id = due.id
        returning job.id, job.generation, job.restarts, job.updated_at,
          due.ripe_at <= now() and job.progressed_at < now() - ${quiet} as quiet`,
  );
}

type RunState = 'alive' | 'missing' | { status: 'failed' | 'cancelled'; error: JobError };

/** Ends as Temporal names them → how the job ends. */
const ENDS: Readonly<Record<string, { status: 'failed' | 'cancelled'; error: JobError }>> = {
  COMPLETED: {
    status: 'failed',
    error: { code: 'run_without_result', message: 'The workflow completed without recording a result' },
  },
  FAILED: { status: 'failed', error: { code: 'workflow_failed', message: 'The workflow failed' } },
  CANCELLED: { status: 'cancelled', error: { code: 'workflow_cancelled', message: 'Cancelled in Temporal' } },
  TERMINATED: { status: 'failed', error: { code: 'workflow_terminated', message: 'The workflow was terminated' } },
  TIMED_OUT: { status: 'failed', error: { code: 'workflow_timed_out', message: 'The workflow timed out' } },
};

async function inspect(client: Client, job: OpenJob): Promise<RunState | 'unreachable'> {
  try {
    const description = await client.withDeadline(Date.now() + DESCRIBE_DEADLINE_MS, () =>
      client.workflow.getHandle(workflowIdOf(job)).describe(),
    );
    return ENDS[description.status.name] ?? 'alive';
  } catch (error) {
    return error instanceof WorkflowNotFoundError ? 'missing' : 'unreachable';
  }
}

/** Puts back what was taken and not looked at, so that it is due at once when the server answers again. */
async function putBack(em: Em, jobs: readonly OpenJob[]): Promise<void> {
  await run(em, sql`update job set look_after = now() where id = any(${jobs.map(({ id }) => id)}::uuid[])`);
}

async function restart(em: Em, job: OpenJob): Promise<void> {
  await run(
    em,
    sql`update job set generation = generation + 1, restarts = restarts + 1, status = 'queued', chain_id = null,
          dispatched_at = null, dispatch_after = now(), dispatch_attempts = 0, progressed_at = now(), updated_at = now()
        where ${unchanged(job)}`,
  );
}

async function settleLost(options: SweeperOptions, job: OpenJob, state: Exclude<RunState, 'alive'>): Promise<void> {
  const { types, logger } = options;
  const em = options.em();
  if (state === 'missing' && job.restarts < MAX_RESTARTS) {
    logger.warn({ job_id: job.id, generation: job.generation }, 'run unknown to Temporal, starting again');
    return await restart(em, job);
  }
  const end =
    state === 'missing'
      ? { status: 'failed' as const, error: { code: 'run_lost', message: 'Temporal does not know the run' } }
      : state;
  try {
    await settleAbandoned(em, types, job, end.status, end.error);
    logger.warn({ job_id: job.id, end: end.error.code }, 'job ended by the sweeper');
  } catch (error) {
    if (!(error instanceof UnknownJobType)) throw error;
    logger.warn({ err: error, job_id: job.id }, 'job left to a worker of its release');
  }
}

/**
 * Ends or revives jobs whose run can no longer write to them: terminated, timed out, failed before its first activity, or
 * unknown to the server. A server that does not answer changes nothing.
 * @param signal ends the round between two looks
 * @returns how many runs it looked at, and whether more may be due
 */
export async function sweepOnce(
  options: SweeperOptions,
  signal?: AbortSignal,
): Promise<{ looked: number; more: boolean }> {
  const taken = await takeDue(options.em(), options);
  const quiet = taken.filter((job) => job.quiet);
  for (let from = 0; from < quiet.length; from += AT_ONCE) {
    const page = quiet.slice(from, from + AT_ONCE);
    const states = signal?.aborted ? [] : await Promise.all(page.map((job) => inspect(options.client, job)));
    if (states.length === 0 || states.includes('unreachable')) {
      await putBack(options.em(), quiet.slice(from));
      return { looked: from, more: false };
    }
    for (const [index, job] of page.entries()) {
      const state = states[index];
      if (state !== undefined && state !== 'alive' && state !== 'unreachable') await settleLost(options, job, state);
    }
  }
  return { looked: quiet.length, more: taken.length === BATCH };
}
