import { type RawBuilder, sql } from 'kysely';
import { type Em, row } from '../db/sql.ts';
import { transact } from '../db/transaction.ts';
import { holds } from './fence.ts';
import type { JobType, JobTypes, SettledJob } from './job-type.ts';
import { type FinishJobInput, type JobError, SAID_IN_JOB } from './jobs.contract.ts';

/** Nothing is written: a program of another release, which has the type, ends the job. */
export class UnknownJobType extends Error {
  override readonly name = 'UnknownJobType';

  constructor(type: string) {
    super(`this program does not know the job type ${type}`);
  }
}

/**
 * The type of a job that this program is about to end or to start again.
 * @throws UnknownJobType when only a program of another release can have its feature's rows follow
 */
export function knownType(types: JobTypes, name: string): JobType<object> {
  const type = types.get(name);
  if (!type) throw new UnknownJobType(name);
  return type;
}

/** Lets the feature follow, in the transaction that ended its job. @throws UnknownJobType */
export async function tellFeature(tx: Em, types: JobTypes, type: string, job: SettledJob): Promise<void> {
  await knownType(types, type).onSettled?.(tx, job);
}

type End = Pick<FinishJobInput, 'status' | 'error'>;

/** Ends the job that `where` selects, and tells its feature. `false` when there is none. */
async function settle(em: Em, types: JobTypes, where: RawBuilder<unknown>, { status, error }: End): Promise<boolean> {
  return await transact(em, async (tx) => {
    const code = error?.code ?? null;
    const message = error?.message ?? null;
    const job = await row<{ id: string; type: string; error_message: string | null }>(
      tx,
      sql`update job set status = ${status}, error_code = ${code},
            error_message = case when error_code = ${code} and ${message} = ${SAID_IN_JOB}
              then coalesce(error_message, ${message}) else ${message} end,
            next_attempt_at = null, finished_at = now(), updated_at = now()
          where ${where} returning job.id, job.type, job.error_message`,
    );
    if (!job) return false;
    await tellFeature(tx, types, job.type, {
      id: job.id,
      status,
      error: error && { code: error.code, message: job.error_message ?? error.message },
    });
    return true;
  });
}

/** Ends a run's job without success. `false` when the fence does not hold: someone else has ended it. */
export async function settleRun(em: Em, types: JobTypes, input: FinishJobInput): Promise<boolean> {
  return await settle(em, types, holds(input.fence), input);
}

/** An open job as it was looked at. */
export interface ObservedJob {
  id: string;
  generation: number;
  /** Any write since then means that the run is alive. */
  updated_at: Date;
}

/** The row is still as it was looked at: compare-and-set on generation, status and the time of the last write. */
export function unchanged(job: ObservedJob): RawBuilder<unknown> {
  return sql`id = ${job.id} and generation = ${job.generation} and status in ('queued', 'running')
    and date_trunc('milliseconds', updated_at) = ${job.updated_at}`;
}

/** Ends a job on behalf of a run that cannot do so itself. `false` when the row has changed since it was looked at. */
export async function settleAbandoned(
  em: Em,
  types: JobTypes,
  job: ObservedJob,
  status: 'failed' | 'cancelled',
  error: JobError,
): Promise<boolean> {
  return await settle(em, types, unchanged(job), { status, error });
}
