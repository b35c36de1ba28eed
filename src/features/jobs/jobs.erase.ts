import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';
import { cancelJob } from '../../platform/jobs/commands.ts';
import { HAS_ENDED, withoutPerson } from '../../platform/jobs/erase-job.ts';
import type { JobTypes } from '../../platform/jobs/job-type.ts';

/** Takes a person out of the jobs that were done for them; what they had asked for and nobody will fetch is cancelled. */
export function createJobEraseSteps(types: JobTypes): EraseStep[] {
  const outlives = sql`job.type = any(${types.outliving()}::text[])`;

  async function cancel(tx: Em, userId: string, limit: number): Promise<number> {
    // Locked, so that none ends between being found and being cancelled.
    const open = await rows<{ id: string }>(
      tx,
      sql`select id from job where requested_by = ${userId} and not (${HAS_ENDED}) and not (${outlives})
            and cancel_requested_at is null order by id limit ${limit} for update`,
    );
    for (const { id } of open) await cancelJob(tx, types, id);
    return open.length;
  }

  /** An open job that outlives them only loses their id: its run writes the rest of the row. */
  async function anonymise(tx: Em, userId: string, limit: number): Promise<number> {
    const page = (state: typeof HAS_ENDED) =>
      sql`job.id in (select id from job where requested_by = ${userId} and ${state} order by id limit ${limit} for update)`;
    const ended = await run(
      tx,
      sql`update job set requested_by = null, ${withoutPerson(userId)} where ${page(HAS_ENDED)} and ${HAS_ENDED}`,
    );
    if (ended > 0) return ended;
    return await run(tx, sql`update job set requested_by = null where ${page(outlives)}`);
  }

  async function waits(tx: Em, userId: string): Promise<boolean> {
    return (await row(tx, sql`select from job where requested_by = ${userId} limit 1`)) !== undefined;
  }

  return [
    { name: 'jobs.cancelled', erase: cancel },
    { name: 'jobs', erase: anonymise, waits },
  ];
}
