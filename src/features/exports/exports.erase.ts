import { sql } from 'kysely';
import { row, run } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';

/** Deletes the exports of a person, once no run writes one. The erase step of files deletes their files. */
export const eraseExports: EraseStep = {
  name: 'exports',
  erase: async (tx, userId, limit) => {
    return await run(
      tx,
      sql`delete from export where id in (
            select e.id from export e where e.requested_by = ${userId}
              and not exists (select from job where job.id = e.id and job.status in ('queued', 'running'))
            order by e.id limit ${limit} for update)`,
    );
  },
  waits: async (tx, userId) =>
    (await row(tx, sql`select from export where requested_by = ${userId} limit 1`)) !== undefined,
};
