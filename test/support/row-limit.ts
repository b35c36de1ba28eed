import { sql } from 'kysely';
import { type Em, run } from '../../src/platform/db/sql.ts';

/**
 * Has the database give up every statement that writes more than so many rows of a table, as it gives up what takes too long
 * (57014). The limit of time, scaled down to what a test can reach on any machine.
 */
export async function limitRows(em: Em, table: string, atMost: number): Promise<void> {
  await run(
    em,
    sql`create function too_many_rows() returns trigger language plpgsql as $$
        begin
          if (select count(*) from changed) > tg_argv[0]::int then
            raise exception 'canceling statement: too many rows' using errcode = 'query_canceled';
          end if;
          return null;
        end $$`,
  );
  for (const event of ['insert', 'update']) {
    await run(
      em,
      sql`create trigger ${sql.ref(`limit_${event}`)} after ${sql.raw(event)} on ${sql.table(table)}
          referencing new table as changed for each statement execute function too_many_rows(${sql.lit(String(atMost))})`,
    );
  }
}
