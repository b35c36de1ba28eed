import { sql } from 'kysely';
import { entities } from '../../src/composition/entities.ts';
import { createAlertEvaluation } from '../../src/features/market/alerts/alert-evaluation.service.ts';
import { type AlertRule, levelsOf, startAlert } from '../../src/features/market/alerts/alerts.domain.ts';
import type { FreshPrices, Tick } from '../../src/features/market/market.contract.ts';
import type { Notify } from '../../src/features/notifications/notify.service.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../src/platform/db/orm.ts';
import { type Em, row, rows, run } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { createEnqueue, type Enqueue } from '../../src/platform/jobs/enqueue.ts';
import type { JobRow } from '../../src/platform/jobs/job-row.ts';
import type { JobFence } from '../../src/platform/jobs/jobs.contract.ts';
import { LEFT_TO_DISPATCHER } from '../../src/platform/jobs/launch.ts';
import { createDatabase, testDatabaseConfig } from './database.ts';

/** An hour ago: alerts hear of nothing that is a day old. */
export const START = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;

export interface TestAsset {
  id: number;
  symbol: string;
  price: number | null;
}

/** Adds assets at `START`, by one statement. @param prices by symbol; null: none is known */
export async function addAssets(em: Em, prices: Readonly<Record<string, number | null>>): Promise<TestAsset[]> {
  return await rows(
    em,
    sql`insert into asset (symbol, name, last_price, last_price_at)
        select symbol, symbol || ' Inc.', price, case when price is not null then to_timestamp(${START} / 1000.0) end
        from unnest(${Object.keys(prices)}::text[], ${Object.values(prices)}::float8[]) as given (symbol, price)
        order by symbol returning id, symbol, last_price as price`,
  );
}

export interface GivenAlert extends AlertRule {
  userId: string;
  assetId: number;
  /** The latest price when it is made, at `START`; null: none is known. */
  latest: number | null;
}

/** Alerts as their owners would have made them, by one statement. @returns their ids, in the order given */
export async function giveAlerts(em: Em, alerts: readonly GivenAlert[]): Promise<string[]> {
  const made = alerts.map((alert) => {
    const position = startAlert(alert, alert.latest);
    return { ...alert, id: newId(), ...position, ...levelsOf(alert, position) };
  });
  const column = <Key extends keyof (typeof made)[number]>(key: Key) => made.map((alert) => alert[key]);
  await run(
    em,
    sql`insert into price_alert (id, user_id, asset_id, condition, threshold, rearm_percent, repeat, state, reference_price,
          upper_level, lower_level, evaluated_at)
        select given.*, asset.last_price_at
        from unnest(${column('id')}::uuid[], ${column('userId')}::uuid[], ${column('assetId')}::int[],
            ${column('condition')}::text[], ${column('threshold')}::float8[], ${column('rearmPercent')}::float8[],
            ${column('repeat')}::boolean[], ${column('state')}::text[], ${column('reference')}::float8[],
            ${column('upper')}::float8[], ${column('lower')}::float8[])
            as given (id, user_id, asset_id, condition, threshold, rearm_percent, repeat, state, reference, upper, lower)
          join asset on asset.id = given.asset_id`,
  );
  return made.map(({ id }) => id);
}

/** What an ingest does: stores what is newer than all it knows and tells its listener, in one transaction. */
export async function ingest(
  em: Em,
  ticks: ReadonlyMap<number, readonly Tick[]>,
  listen: (tx: Em, fresh: readonly FreshPrices[]) => Promise<void>,
): Promise<void> {
  await transact(em, async (tx) => {
    const assets = await rows<Omit<FreshPrices, 'ticks' | 'previous'> & { price: number; priceAt: Date | null }>(
      tx,
      sql`select id as "assetId", symbol, name, currency, last_price as price, last_price_at as "priceAt" from asset
          where id = any(${[...ticks.keys()]}::int[]) order by id for no key update`,
    );
    const fresh = assets.flatMap(({ price, priceAt, ...asset }): FreshPrices[] => {
      const previous = priceAt === null ? null : { at: priceAt.getTime(), price };
      const newer = (ticks.get(asset.assetId) ?? []).filter(({ at }) => previous === null || at > previous.at);
      return newer.length === 0 ? [] : [{ ...asset, previous, ticks: newer }];
    });
    const last = fresh.map(({ assetId, ticks: of }) => ({ assetId, ...(of.at(-1) as Tick) }));
    await run(
      tx,
      sql`update asset set last_price = latest.price, last_price_at = to_timestamp(latest.at / 1000)
          from unnest(${last.map(({ assetId }) => assetId)}::int[], ${last.map(({ price }) => price)}::float8[],
            ${last.map(({ at }) => at)}::float8[]) as latest (id, price, at) where asset.id = latest.id`,
    );
    await listen(tx, fresh);
  });
}

/** Where {@link notifyInbox} writes. It refuses nothing, so that whatever is told twice is seen. */
async function makeInbox(em: Em): Promise<void> {
  await run(em, sql`create table test_inbox (user_id uuid, once_key text, kind text, data jsonb)`);
}

/** A real notifier of the smallest kind: rows in the transaction it is given. */
export const notifyInbox: Notify = async (tx, notifications) => {
  await run(
    tx,
    sql`insert into test_inbox (user_id, once_key, kind, data)
        select user_id, once_key, kind, data::jsonb
        from unnest(${notifications.map(({ userId }) => userId)}::uuid[],
          ${notifications.map(({ onceKey }) => onceKey)}::text[], ${notifications.map(({ kind }) => kind)}::text[],
          ${notifications.map(({ data }) => JSON.stringify(data))}::text[]) as n (user_id, once_key, kind, data)`,
  );
};

export interface MarketFixture {
  databaseUrl: string;
  orm: Orm;
  em(): Em;
  enqueue: Enqueue;
  /** An ingest whose prices the alerts are evaluated against. */
  ingest(ticks: ReadonlyMap<number, readonly Tick[]>): Promise<void>;
  all<T>(query: ReturnType<typeof sql>): Promise<T[]>;
  one<T>(query: ReturnType<typeof sql>): Promise<T>;
  /** The latest job. */
  job(): Promise<JobRow>;
  fence(job: JobRow): JobFence;
  close(): Promise<void>;
}

export async function createMarketFixture(): Promise<MarketFixture> {
  const database = await createDatabase();
  const orm = createOrm(testDatabaseConfig(database.url), entities);
  const em = () => orm.em.fork();
  await makeInbox(em());
  const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
  const evaluate = createAlertEvaluation({ enqueue });
  const one = async <T>(query: ReturnType<typeof sql>) => {
    const found = await row<T>(em(), query);
    if (found === undefined) throw new Error('no row');
    return found;
  };
  return {
    databaseUrl: database.url,
    orm,
    em,
    enqueue,
    ingest: (ticks) => ingest(em(), ticks, evaluate),
    all: <T>(query: ReturnType<typeof sql>) => rows<T>(em(), query),
    one,
    job: () => one<JobRow>(sql`select * from job order by id desc limit 1`),
    fence: (job) => ({ jobId: job.id, generation: job.generation, chainId: `chain-${job.id}-${job.generation}` }),
    close: async () => {
      await orm.close(true);
      await database.drop();
    },
  };
}
