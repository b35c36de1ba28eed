import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { sql } from 'kysely';
import { type Em, rows, run } from '../db/sql.ts';
import type { Logger } from '../log/logger.ts';
import { workflowIdOf } from './job-row.ts';
import type { JobTypes } from './job-type.ts';
import type { JobError } from './jobs.contract.ts';
import { type ObservedJob, settleAbandoned, unchanged } from './settle.ts';

const BATCH = 100;
const DESCRIBE_DEADLINE_MS = 2_000;
/** How often a run that the server has never heard of is started anew before a person has to look. */
const MAX_RESTARTS = 3;

export interface SweeperOptions {
  em(): Em;
  types: JobTypes;
  client: Client;
  logger: Logger;
  /** Milliseconds since a job was due after which somebody looks whether its run still exists. */
  minAgeMs: number;
  /** Milliseconds without any write to the row before it is touched. */
  quietMs: number;
}

interface OpenJob extends ObservedJob {
  restarts: number;
}

/** Age counts from when the work was due, so a mail that waits 30 days for its hour is not old. */
async function findQuiet(em: Em, options: SweeperOptions): Promise<OpenJob[]> {
  return await rows<OpenJob>(
    em,
    sql`select id, generation, restarts, updated_at from job
        where status in ('queued', 'running') and dispatched_at is not null
          and updated_at < now() - ${options.quietMs} * interval '1 millisecond'
          and greatest(run_at, queued_at, dispatched_at) < now() - ${options.minAgeMs} * interval '1 millisecond'
        order by updated_at limit ${BATCH}`,
  );
}

type RunState = 'alive' | 'unreachable' | 'missing' | { status: 'failed' | 'cancelled'; error: JobError };

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

async function inspect(client: Client, job: OpenJob): Promise<RunState> {
  try {
    const description = await client.withDeadline(Date.now() + DESCRIBE_DEADLINE_MS, () =>
      client.workflow.getHandle(workflowIdOf(job)).describe(),
    );
    return ENDS[description.status.name] ?? 'alive';
  } catch (error) {
    return error instanceof WorkflowNotFoundError ? 'missing' : 'unreachable';
  }
}

async function restart(em: Em, job: OpenJob): Promise<void> {
  await run(
    em,
    sql`update job set generation = generation + 1, restarts = restarts + 1, status = 'queued', chain_id = null,
          dispatched_at = null, dispatch_after = now(), dispatch_attempts = 0, updated_at = now()
        where ${unchanged(job)}`,
  );
}

/**
 * Ends or revives jobs whose run can no longer write to them: terminated, timed out, failed before its first activity, or
 * unknown to the server. A server that does not answer changes nothing.
 * @returns how many rows it looked at
 */
export async function sweepOnce(options: SweeperOptions): Promise<number> {
  const jobs = await findQuiet(options.em(), options);
  for (const job of jobs) {
    const em = options.em();
    const state = await inspect(options.client, job);
    if (state === 'unreachable') break;
    if (state === 'alive') {
      await run(em, sql`update job set updated_at = now() where ${unchanged(job)}`);
    } else if (state === 'missing' && job.restarts < MAX_RESTARTS) {
      options.logger.warn({ job_id: job.id, generation: job.generation }, 'run unknown to Temporal, starting it again');
      await restart(em, job);
    } else {
      const end =
        state === 'missing'
          ? { status: 'failed' as const, error: { code: 'run_lost', message: 'Temporal does not know the run' } }
          : state;
      options.logger.warn({ job_id: job.id, end: end.error.code }, 'job ended by the sweeper');
      await settleAbandoned(em, options.types, job, end.status, end.error);
    }
  }
  return jobs.length;
}
