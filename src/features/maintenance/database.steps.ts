import { sql } from 'kysely';
import type pg from 'pg';
import { row } from '../../platform/db/sql.ts';
import type { MaintenanceStep } from './maintenance-step.ts';

/** Dead rows from which on a vacuum is worth its reading: autovacuum looks after the rest. */
const MIN_DEAD_ROWS = 10_000;
const MIN_DEAD_SHARE = 0.05;
/** Transactions after which Postgres forces vacuums (`autovacuum_freeze_max_age` by default), and stops at ten times as many. */
const WRAPAROUND_WARNING = 200_000_000;
const OLD_SNAPSHOT_S = 3_600;

async function namesOf(client: pg.Client, text: string, values: readonly unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(text, [...values]);
  return rows.map(({ name }) => name);
}

/** Names come from the catalogue and are quoted there by `format('%I')`. */
async function forEach(
  names: readonly string[],
  mayGoOn: () => Promise<void>,
  act: (name: string) => Promise<unknown>,
) {
  for (const name of names) {
    await mayGoOn();
    await act(name);
  }
}

const listed = (names: readonly string[]) => (names.length === 0 ? {} : { note: names.join(', ') });

/** What `create index concurrently` and `reindex concurrently` leave when they are broken off: it costs writes and helps no one. */
const invalidIndexes: MaintenanceStep = {
  name: 'indexes.invalid',
  take: async ({ client, dryRun, mayGoOn }) => {
    const names = await namesOf(
      client,
      `select format('%I.%I', n.nspname, c.relname) as name from pg_index i join pg_class c on c.oid = i.indexrelid
         join pg_namespace n on n.oid = c.relnamespace
       where not i.indisvalid and n.nspname = 'public' and c.relkind = 'i'
         and not exists (select from pg_stat_progress_create_index p where p.index_relid = c.oid) order by 1`,
    );
    if (!dryRun) await forEach(names, mayGoOn, (name) => client.query(`drop index concurrently if exists ${name}`));
    return { count: names.length, ...listed(names) };
  },
};

/** Never `full`: that locks everybody out. A table that another vacuum holds is skipped. */
const vacuum: MaintenanceStep = {
  name: 'tables.vacuum',
  take: async ({ client, dryRun, mayGoOn }) => {
    const names = await namesOf(
      client,
      `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
       where n_dead_tup > $1::bigint and n_dead_tup > $2::float8 * (n_live_tup + n_dead_tup) order by n_dead_tup desc`,
      [MIN_DEAD_ROWS, MIN_DEAD_SHARE],
    );
    if (!dryRun) await forEach(names, mayGoOn, (name) => client.query(`vacuum (analyze, skip_locked) ${name}`));
    return { count: names.length, ...listed(names) };
  },
};

/** Only when it was asked for: deletions leave half-empty pages, which new rows fill again by themselves. */
const reindex: MaintenanceStep = {
  name: 'tables.reindex',
  take: async ({ client, dryRun, reindex: wanted, mayGoOn }) => {
    if (!wanted) return { count: 0, note: 'not asked for' };
    const names = ['public.job', 'public.email_message', 'public.notification'];
    if (!dryRun) await forEach(names, mayGoOn, (name) => client.query(`reindex table concurrently ${name}`));
    return { count: names.length, ...listed(names) };
  },
};

/** What keeps Postgres from removing dead rows, and how far it is from running out of transaction numbers. */
const age: MaintenanceStep = {
  name: 'database.age',
  // A role sees when its own transactions began, and those that matter are the programs'.
  take: async ({ em }) => {
    const found = await row<{ snapshot: number; slots: number; xids: string }>(
      em(),
      sql`select coalesce((select extract(epoch from now() - min(xact_start))::int from pg_stat_activity
          where backend_xmin is not null and pid <> pg_backend_pid() and datname = current_database()), 0) as snapshot,
        (select count(*)::int from pg_replication_slots where not active) as slots,
        (select age(datfrozenxid)::text from pg_database where datname = current_database()) as xids`,
    );
    const { snapshot = 0, slots = 0, xids = '0' } = found ?? {};
    const warnings = [
      ...(snapshot > OLD_SNAPSHOT_S ? ['a transaction holds back vacuum'] : []),
      ...(slots > 0 ? [`${slots} inactive replication slots`] : []),
      ...(Number(xids) > WRAPAROUND_WARNING ? ['transaction numbers run out: vacuum (freeze)'] : []),
    ];
    const facts = `oldest snapshot ${snapshot} s, ${xids} transactions since the last freeze`;
    return { count: warnings.length, note: [facts, ...warnings].join('; ') };
  },
};

export const databaseSteps: readonly MaintenanceStep[] = [invalidIndexes, vacuum, reindex, age];
