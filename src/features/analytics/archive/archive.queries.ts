import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { REBUILD_JOB } from '../rollups/rollups.contract.ts';
import type { ArchiveFacts, WrittenArchive } from './write-archive.ts';

export interface KnownArchive extends ArchiveFacts {
  key: string;
  state: 'writing' | 'verified';
}

/** Archives of a partition that is not dropped yet. At most one of them is verified. */
export async function findOpenArchives(em: Em, partition: string): Promise<KnownArchive[]> {
  return await rows(
    em,
    sql`select key, state, coalesce(events, 0)::float8 as events, coalesce(bytes, 0)::float8 as bytes, coalesce(sha256, '') as sha256
        from event_archive where partition = ${partition} and state in ('writing', 'verified') order by state = 'verified' desc`,
  );
}

/** Records the key of an object before it is written, so that an object of a killed run is known. */
export async function beginArchive(em: Em, partition: string, key: string): Promise<void> {
  await run(em, sql`insert into event_archive (key, partition) values (${key}, ${partition})`);
}

/** @returns false when another run has given up the archive meanwhile */
export async function verifiedArchive(em: Em, key: string, written: WrittenArchive): Promise<boolean> {
  const { events, bytes, sha256, firstAt, lastAt } = written;
  const kept = await run(
    em,
    sql`update event_archive set state = 'verified', events = ${events}, bytes = ${bytes}, sha256 = ${sha256}, first_at = ${firstAt},
          last_at = ${lastAt}, verified_at = now() where key = ${key} and state = 'writing'`,
  );
  return kept === 1;
}

export async function forgetArchive(em: Em, key: string): Promise<void> {
  await run(em, sql`delete from event_archive where key = ${key} and state in ('writing', 'verified')`);
}

/**
 * Outcomes of a drop:
 * - `changed`: the partition has events that the archive lacks;
 * - `uncounted`: it has events that no pass has added to the rollups yet;
 * - `rebuilding`: days are being computed again from it, or will be;
 * - `gone`: there is no verified archive under that key.
 */
export type DropOutcome = 'dropped' | 'changed' | 'uncounted' | 'rebuilding' | 'gone';

/** UTC days of the archive's events that an open job computes again, or that got events which no pass counts. */
const REBUILDING = (key: string) => sql`select (select rebuild_day is not null from rollup_state)
  or exists (select from rollup_dirty_day d, event_archive a where a.key = ${key}
    and d.day between (a.first_at at time zone 'UTC')::date and (a.last_at at time zone 'UTC')::date)
  or exists (select from job j, event_archive a where j.type = ${REBUILD_JOB} and j.status in ('queued', 'running')
    and a.key = ${key} and a.first_at is not null
    and (j.input ->> 'from')::date <= (a.last_at at time zone 'UTC')::date
    and (j.input ->> 'to')::date >= (a.first_at at time zone 'UTC')::date) as rebuilding`;

/**
 * Drops a partition whose events are all in a verified archive and in the rollups, in one transaction. The lock of the rollups
 * keeps a rebuild from computing its days meanwhile. The lock of the partition keeps new events out. It fails when a lock is not
 * free within two seconds.
 * @param em of the role of maintenance
 */
export async function dropArchived(em: Em, partition: string, key: string): Promise<DropOutcome> {
  const table = sql.table(`event_partition.${partition}`);
  return await transact(em, async (tx) => {
    await run(tx, sql`set local lock_timeout = '2s'`);
    const state = await row<{ watermark: string }>(
      tx,
      sql`select watermark::text as watermark from rollup_state for update`,
    );
    const archive = await row<{ events: number }>(
      tx,
      sql`select events::float8 as events from event_archive where key = ${key} and state = 'verified' for update`,
    );
    if (!state || !archive) return 'gone';
    if ((await row<{ rebuilding: boolean }>(tx, REBUILDING(key)))?.rebuilding) return 'rebuilding';
    await run(tx, sql`lock table ${table} in share mode`);
    const found = await row<{ events: number; counted: boolean }>(
      tx,
      sql`select count(*)::float8 as events, coalesce(max(txid) < ${state.watermark}::bigint, true) as counted from ${table}`,
    );
    if (found?.events !== archive.events) return 'changed';
    if (!found.counted) return 'uncounted';
    await run(tx, sql`drop table ${table}`);
    await run(tx, sql`update event_archive set state = 'dropped', dropped_at = now() where key = ${key}`);
    return 'dropped';
  });
}

/** Whether events of a UTC day, a `date`, are in a partition that was dropped or may be dropped at any moment. */
const archivedOf = (day: RawBuilder<unknown>) =>
  sql`exists (select from event_archive where state in ('verified', 'dropped', 'expired')
    and first_at < ((${day} + 1)::timestamp at time zone 'UTC') and last_at >= (${day}::timestamp at time zone 'UTC'))`;

/**
 * Whether events of a UTC day are gone, or may go at any moment. Such a day is never computed again, since no rows could prove its
 * figures.
 * @param day `2026-03-02`
 */
export async function isArchived(em: Em, day: string): Promise<boolean> {
  const found = await row<{ archived: boolean }>(em, sql`select ${archivedOf(sql`${day}::date`)} as archived`);
  return found?.archived === true;
}

/** Those of some UTC days of which events are gone, or about to go. @param days `2026-03-02` */
export async function findArchivedDays(em: Em, days: readonly string[]): Promise<string[]> {
  const found = await rows<{ day: string }>(
    em,
    sql`select day::text as day from unnest(${days}::date[]) as day where ${archivedOf(sql`day`)}`,
  );
  return found.map(({ day }) => day);
}

/**
 * The first of some UTC days whose events are gone, may go at any moment, or never had a partition of their own. Null when all are
 * kept.
 * @param from first day, `2026-03-02`
 * @param to last day
 */
export async function findGoneDay(em: Em, from: string, to: string): Promise<string | null> {
  const found = await row<{ day: string | null }>(
    em,
    sql`select min(day)::text as day from (
          select generate_series(${from}::date::timestamp, ${to}::date::timestamp, interval '1 day')::date as day) asked
        where (to_regclass('event_partition.event_' || to_char(day, 'YYYYMMDD')) is null
            and to_regclass('event_partition.event_before') is null)
          or ${archivedOf(sql`day`)}`,
  );
  return found?.day ?? null;
}
