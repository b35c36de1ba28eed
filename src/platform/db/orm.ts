import { fileURLToPath } from 'node:url';
import { Migrator } from '@mikro-orm/migrations';
import { type EntitySchema, MikroORM, UnderscoreNamingStrategy } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { Config } from '../config.ts';
import { PreparingClient } from './prepared-client.ts';
import { parseTimestamp } from './timestamp.ts';

export type Orm = MikroORM;

/** The ORM tells its pool only to who waits for a connection. */
const pools = new WeakMap<Orm, () => pg.Pool | null>();

const TIMESTAMPTZ = 1184;
/** A connection that nothing came over for so long is probed by the operating system. */
const KEEPALIVE_AFTER_MS = 10_000;

/** Raw SQL gives `timestamptz` as `Date` (the ORM alone would leave the text of Postgres) and `bigint` as text. */
function typeParsers(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(TIMESTAMPTZ, parseTimestamp);
  return types;
}

/** Building an index may take an hour. A lock that is not had at once would make everybody else wait in line behind it. */
const MIGRATION_CONNECTION = { application_name: 'vibe-migrate', statement_timeout: 0, lock_timeout: 2_000 };

/** The ORM that migrates: a connection of its own, of the role that owns the tables. */
export function createMigrationOrm(db: Config['db'], entities: readonly EntitySchema[]): Orm {
  return createOrm({ ...db, url: db.migrationUrl, poolMax: 2 }, entities, {
    Client: pg.Client,
    ...MIGRATION_CONNECTION,
  });
}

/**
 * For the steps of workers that change tables: partitions, retention, maintenance. Connects only while one runs. The `options` of
 * its URL (`-c role=…`) say in whose name: what it makes belongs to the owner.
 */
export function createMaintenanceOrm(db: Config['db'], entities: readonly EntitySchema[]): Orm {
  const options = new URL(db.maintenanceUrl).searchParams.get('options');
  return createOrm({ ...db, url: db.maintenanceUrl, poolMax: 2 }, entities, {
    application_name: 'vibe-maintenance',
    ...(options === null ? {} : { options }),
  });
}

/**
 * For what watches the process: it must see and tell also while every connection of the pool is in use, which is not the same as a
 * Postgres that does not answer.
 */
export function createWatchingOrm(db: Config['db']): Orm {
  return createOrm({ ...db, poolMax: 2 }, [], { application_name: 'vibe-monitoring' });
}

/**
 * The ORM over one pool. Nothing is connected until the first query, so a program starts while Postgres is away.
 * @param entities what the features define with `defineEntity`
 * @param connection what is otherwise than for programs
 */
export function createOrm(db: Config['db'], entities: readonly EntitySchema[], connection: object = {}): Orm {
  let pool: pg.Pool | null = null;
  const orm = new MikroORM({
    clientUrl: db.url,
    entities: [...entities],
    extensions: [Migrator],
    namingStrategy: UnderscoreNamingStrategy,
    forceUtcTimezone: true,
    timezone: 'UTC',
    pool: { min: 0, max: db.poolMax, idleTimeoutMillis: 30_000 },
    driverOptions: {
      Client: PreparingClient,
      types: typeParsers(),
      application_name: 'vibe',
      connectionTimeoutMillis: db.acquireTimeoutMs,
      statement_timeout: db.statementTimeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEPALIVE_AFTER_MS,
      onPoolCreated: (made: pg.Pool) => {
        pool = made;
      },
      ...connection,
    },
    migrations: {
      path: fileURLToPath(new URL('../../migrations', import.meta.url)),
      glob: 'Migration*.ts',
      tableName: 'migration',
      snapshot: false,
      transactional: true,
      // Each in a transaction of its own, so that a lock is held no longer than its migration takes.
      allOrNothing: false,
      silent: true,
    },
    // Written by hand in migrations: what entities describe is tables.
    schemaGenerator: { ignoreTriggers: true, ignoreRoutines: true },
    discovery: { warnWhenNoEntities: false },
  });
  pools.set(orm, () => pool);
  return orm;
}

/** The connections behind it; null until they are first needed. */
export function poolOf(orm: Orm): Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'> | null {
  return pools.get(orm)?.() ?? null;
}
