import { sql } from 'kysely';
import { run } from '../../src/platform/db/sql.ts';
import { makePartition } from '../../src/platform/events/partitions.ts';
import { type Figure, figure } from '../support/figures.ts';
import { timed } from './history.ts';
import { openSide } from './side.ts';

const DAY_MS = 86_400_000;
const DAYS_AGO = 40;

/** The end of a day of events: its partition dropped, beside the deletion of the same rows from a table with the same indexes. */
export async function compareDrop(events: number): Promise<Figure[]> {
  const side = await openSide();
  const midnight = new Date((Math.floor(Date.now() / DAY_MS) - DAYS_AGO) * DAY_MS);
  const partition = `event_partition.event_${midnight.toISOString().slice(0, 10).replaceAll('-', '')}`;
  await makePartition(side.em(), midnight);
  await run(side.em(), sql`create table doomed (like event including all)`);
  for (const table of ['doomed', 'event']) {
    await run(
      side.em(),
      sql`insert into ${sql.table(table)} (id, name, user_id, occurred_at, source, txid)
          select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(r, 1, 3) || '8' || substr(r, 4, 15))::uuid,
            'page.viewed', lpad(to_hex(n % 5000), 32, '0')::uuid, at, 'client', 0
          from (select n, ${midnight}::timestamptz + n * interval '23 hours' / ${events}::int as at, md5(n::text) as r
            from generate_series(1, ${events}::int) n) drawn`,
    );
  }
  const deleted = await timed(() => run(side.em(), sql`delete from doomed`));
  const dropped = await timed(() => run(side.em(), sql`drop table ${sql.table(partition)}`));
  await side.close();
  return [figure(`delete of a day of ${events} events, against dropping its partition`, 'ms', deleted, dropped, 1)];
}
