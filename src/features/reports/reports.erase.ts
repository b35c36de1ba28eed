import { sql } from 'kysely';
import { run } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';

/** Deletes a person's own reports and who was mailed what; reports of the platform that they asked for lose their name. */
export const eraseReports: EraseStep = {
  name: 'reports',
  erase: async (tx, userId, limit) => {
    const own = await run(
      tx,
      sql`delete from report where id in (select id from report where user_id = ${userId} order by id limit ${limit})`,
    );
    if (own > 0) return own;
    const delivered = await run(
      tx,
      sql`delete from report_delivery where ctid = any(array(
            select ctid from report_delivery where user_id = ${userId} limit ${limit}))`,
    );
    if (delivered > 0) return delivered;
    return await run(
      tx,
      sql`update report set requested_by = null where id in (
            select id from report where requested_by = ${userId} order by id limit ${limit})`,
    );
  },
};
