import { sql } from 'kysely';
import { type Em, row, run } from '../../src/platform/db/sql.ts';
import { until } from './system.ts';

/**
 * Vacuums and analyses a table until every page that has rows is visible to all. One vacuum leaves out pages that another process holds,
 * and rows that are newer than a transaction of another process, such as an `analyze` that Postgres started by itself. Index-only scans
 * then read the table as well, and a test that counts pages would depend on what else the machine does.
 */
export async function vacuumWhole(em: Em, table: string): Promise<void> {
  // Postgres extends tables by several pages at a time. Those that are still empty never become visible.
  const pages = sql`select (select relallvisible from pg_class where oid = ${table}::regclass) as visible,
    (select count(distinct (ctid::text::point)[0])::int from ${sql.table(table)}) as filled`;
  await until(
    async () => {
      // Else a page keeps the place of a row that was deleted, as long as there are few of them.
      await run(em, sql`vacuum (analyze, index_cleanup on) ${sql.table(table)}`);
      const found = await row<{ visible: number; filled: number }>(em, pages);
      return found !== undefined && found.visible >= found.filled;
    },
    30_000,
    `every page of ${table} is visible to all`,
  );
}
