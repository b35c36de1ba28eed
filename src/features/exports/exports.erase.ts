import { sql } from 'kysely';
import { row, run } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';

/** Deletes what a person had exported. The bytes go by the purge, within a minute; the row goes after them. */
export const eraseExports: EraseStep = {
  name: 'exports',
  erase: async (tx, userId, limit) => {
    const due = await run(
      tx,
      sql`update export set purge_at = now() where id in (
            select id from export where requested_by = ${userId} and purge_at > now() order by id limit ${limit} for update)`,
    );
    if (due > 0) return due;
    return await run(
      tx,
      sql`delete from export where id in (
            select e.id from export e where e.requested_by = ${userId} and e.purge_at is null
              and not exists (select from job where job.id = e.id and job.status in ('queued', 'running'))
            order by e.id limit ${limit} for update)`,
    );
  },
  waits: async (tx, userId) =>
    (await row(tx, sql`select from export where requested_by = ${userId} limit 1`)) !== undefined,
};
