import { sql } from 'kysely';
import { type Em, run } from '../../src/platform/db/sql.ts';
import { makePartition, partitionOf } from '../../src/platform/events/partitions.ts';
import { type Figure, figure } from '../support/figures.ts';
import { timed } from './history.ts';
import { openSide } from './side.ts';

const DAY_MS = 86_400_000;
const DAYS_AGO = 40;

/** Does something while events are written, one after the other. @returns milliseconds of it, and of the slowest of those statements */
async function besideWriter(em: () => Em, work: () => Promise<unknown>): Promise<{ took: number; slowest: number }> {
  let ended = false;
  let slowest = 0;
  const writing = (async () => {
    while (!ended) {
      const took = await timed(() => run(em(), sql`insert into event (name, user_id) values ('post.liked', uuidv7())`));
      slowest = Math.max(slowest, took);
    }
  })();
  const took = await timed(work).finally(() => {
    ended = true;
  });
  await writing;
  return { took, slowest };
}

/**
 * The end of a day of events: its partition dropped, beside the deletion of the same rows from a table with the same indexes. Only a vacuum
 * gives the space of deleted rows back, as the drop does; it is timed apart.
 */
export async function compareDrop(events: number): Promise<Figure[]> {
  const side = await openSide();
  const midnight = new Date((Math.floor(Date.now() / DAY_MS) - DAYS_AGO) * DAY_MS);
  const partition = `event_partition.${partitionOf(midnight)}`;
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
  // Else the files are in memory alone, and dropping them costs less than it does in life.
  await run(side.em(), sql`checkpoint`);
  const deleted = await timed(() => run(side.em(), sql`delete from doomed`));
  const vacuumed = await timed(() => run(side.em(), sql`vacuum doomed`));
  const drop = await besideWriter(side.em, () => run(side.em(), sql`drop table ${sql.table(partition)}`));
  await side.close();
  return [
    figure(`delete of a day of ${events} events, against dropping its partition`, 'ms', deleted, drop.took, 1),
    figure('the same with the vacuum after the delete', 'ms', deleted + vacuumed, drop.took, 1),
    figure('slowest write of an event during the drop (goal 2,000)', 'ms', drop.slowest, 2_000, 1),
  ];
}
