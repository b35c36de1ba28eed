import { sql } from 'kysely';
import { type Em, row } from '../db/sql.ts';
import { transact } from '../db/transaction.ts';
import { endRun } from './fence.ts';
import type { JobTypes } from './job-type.ts';
import type { FinishJobInput, JobError } from './jobs.contract.ts';

async function tellFeature(
  tx: Em,
  types: JobTypes,
  job: { id: string; type: string },
  status: 'failed' | 'cancelled',
  error: JobError | null,
): Promise<void> {
  await types.get(job.type)?.onSettled?.(tx, { id: job.id, status, error });
}

/** Ends a run's job without success. `false` when the fence does not hold: somebody else has ended it. */
export async function settleRun(em: Em, types: JobTypes, input: FinishJobInput): Promise<boolean> {
  return await transact(em, async (tx) => {
    const job = await endRun(tx, input.fence, input.status, input.error);
    if (job) await tellFeature(tx, types, job, input.status, input.error);
    return job !== undefined;
  });
}

export interface Expected {
  id: string;
  generation: number;
  /** The row as it was looked at: any write since then means that the run is alive. */
  updatedAt: Date;
}

/** Ends a job on behalf of a run that cannot do so itself. `false` when the row has changed since it was looked at. */
export async function settleAbandoned(
  em: Em,
  types: JobTypes,
  expected: Expected,
  status: 'failed' | 'cancelled',
  error: JobError | null,
): Promise<boolean> {
  return await transact(em, async (tx) => {
    const job = await row<{ id: string; type: string }>(
      tx,
      sql`update job set status = ${status}, error_code = ${error?.code ?? null},
            error_message = ${error?.message ?? null}, next_attempt_at = null, finished_at = now(), updated_at = now()
          where id = ${expected.id} and generation = ${expected.generation} and status in ('queued', 'running')
            and date_trunc('milliseconds', updated_at) = ${expected.updatedAt}
          returning id, type`,
    );
    if (job) await tellFeature(tx, types, job, status, error);
    return job !== undefined;
  });
}
