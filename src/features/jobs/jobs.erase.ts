import { sql } from 'kysely';
import { type Em, row, run } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';
import { cancelJobs, HAS_ENDED, withoutPerson } from '../../platform/jobs/forget-requester.ts';
import type { JobTypes } from '../../platform/jobs/job-type.ts';

/** Takes a person out of the jobs that were done for them; what they had asked for and no one will fetch is cancelled. */
export function createJobEraseSteps(types: JobTypes): EraseStep[] {
  const outlives = sql`job.type = any(${types.outliving()}::text[])`;

  const cancel: EraseStep['erase'] = (tx, userId, limit) =>
    cancelJobs(tx, types, sql`job.requested_by = ${userId} and not (${outlives})`, limit);

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

  /** An admin is not named beside the failures that they have seen. */
  const forgetSeen: EraseStep['erase'] = (tx, userId, limit) =>
    run(
      tx,
      sql`update job set acknowledged_by = null
          where id in (select id from job where acknowledged_by = ${userId} limit ${limit})`,
    );

  return [
    { name: 'jobs.cancelled', erase: cancel },
    { name: 'jobs', erase: anonymise, waits },
    { name: 'jobs.acknowledged', erase: forgetSeen },
  ];
}
