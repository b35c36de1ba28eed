import { type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { firstIdAt } from '../db/ids.ts';
import { type Em, row, rows, run } from '../db/sql.ts';
import { transact } from '../db/transaction.ts';
import { dayName } from '../time/day-name.domain.ts';

const DAY_MS = 86_400_000;
/** A worker that is away for two weeks still leaves events a partition. */
const AHEAD_DAYS = 14;

/** Name of the partition of a UTC day, in the schema `event_partition`. */
export function partitionOf(day: Date): string {
  return `event_${dayName(day.getTime()).replaceAll('-', '')}`;
}

/**
 * Passes of the rollups read the pages of a partition that its index does not sum up yet. With ranges of 16 pages instead of 128, summed up
 * as soon as they are full, that is a tenth of a millisecond for each partition.
 */
const SMALL_RANGES = sql.raw('pages_per_range = 16, autosummarize = on');

/**
 * Makes the partition of a UTC day beside the table and then attaches it, which does not lock writers out; a lock that is not had within
 * two seconds is left for the next round.
 * @param day its midnight
 */
export async function makePartition(em: Em, day: Date): Promise<void> {
  const name = `event_partition.${partitionOf(day)}`;
  await transact(em, async (tx) => {
    await run(tx, sql`set local lock_timeout = '2s'`);
    await run(tx, sql`create table ${sql.table(name)} (like event including all)`);
    await run(tx, sql`drop index ${sql.table(`${name}_txid_idx`)}`);
    await run(
      tx,
      sql`create index ${sql.id(`${partitionOf(day)}_txid_idx`)} on ${sql.table(name)} using brin (txid) with (${SMALL_RANGES})`,
    );
    const [from, to] = [firstIdAt(day), firstIdAt(new Date(day.getTime() + DAY_MS))];
    await run(
      tx,
      sql`alter table event attach partition ${sql.table(name)} for values from (${sql.lit(from)}) to (${sql.lit(to)})`,
    );
  });
}

/**
 * Makes the partitions of today and the next two weeks that are missing. Any number of programs may call it: of two that make
 * the same one, one fails and finds it there the next time.
 * @returns how many it made
 */
export async function makePartitionsAhead(em: Em): Promise<number> {
  const days = await findMissing(
    em,
    sql`generate_series((now() at time zone 'UTC')::date::timestamp at time zone 'UTC', now() + make_interval(days => ${AHEAD_DAYS}), interval '1 day')`,
  );
  for (const day of days) await makePartition(em, day);
  return days.length;
}

/** Days that have no partition of their own and are not in the one of before there were days. @param days instants */
async function findMissing(em: Em, days: RawBuilder<unknown>): Promise<Date[]> {
  const found = await row<{ days: Date[] | null }>(
    em,
    sql`select array_agg(day order by day) as days
        from ${days} as day
        where to_regclass('event_partition.event_' || to_char(day at time zone 'UTC', 'YYYYMMDD')) is null
          and not exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'event'::regclass and c.relname = 'event_before'
              and (lpad(to_hex((extract(epoch from day) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid::text
                < substring(pg_get_expr(c.relpartbound, c.oid) from 'TO [(]''([0-9a-f-]{36})''[)]'))`,
  );
  return found?.days ?? [];
}

/** Rows of the day are in the default partition: "updated partition constraint … would be violated by some row". */
const holdsRowsOf = (error: unknown): boolean => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof pg.DatabaseError) return cause.code === '23514';
  }
  return false;
};

/**
 * Makes the partitions of past UTC days that are missing. A day of which the default partition holds rows, which is an alert, stays there.
 * @param days `2026-03-02`
 */
export async function makeMissingPartitions(em: Em, days: readonly string[]): Promise<void> {
  const midnights = days.map((day) => `${day}T00:00:00Z`);
  for (const day of await findMissing(em, sql`unnest(${midnights}::timestamptz[])`)) {
    try {
      await makePartition(em, day);
    } catch (error) {
      if (!holdsRowsOf(error)) throw error;
    }
  }
}

/** Names of the partitions of days that ended more than so many days ago, oldest first; that of before there were days among them. */
export async function findPartitionsBefore(em: Em, days: number): Promise<string[]> {
  const expired = await rows<{ name: string }>(
    em,
    sql`select name from (
          select c.relname as name, case when c.relname = 'event_before'
            then substring(pg_get_expr(c.relpartbound, c.oid) from 'TO [(]''([0-9a-f-]{36})''[)]')::uuid end as ends,
            case when c.relname <> 'event_before' then to_date(right(c.relname, 8), 'YYYYMMDD') + 1 end as ended
          from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace
          where i.inhparent = 'event'::regclass and n.nspname = 'event_partition' and c.relname ~ '^event_([0-9]{8}|before)$') p
        where ended < (now() at time zone 'UTC')::date - ${days}::int
          or ends <= (select uuidv7(make_interval(days => ${-days}::int)))
        order by ended nulls first`,
  );
  return expired.map(({ name }) => name);
}
