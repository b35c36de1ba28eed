import type { Readable } from 'node:stream';
import { type RawBuilder, sql } from 'kysely';
import { copyInto } from '../../../platform/db/copy.ts';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { noteChanged, openChanges } from '../prices/changed-prices.service.ts';

/**
 * The SQL of an ingest: rows arrive in a table of the connection that costs neither log nor locks, and go from there to where
 * they belong in as few statements as possible. `asset` there is the ordinal of the symbol in the request.
 */

/** The rows of a request stay only for its transaction; the empty table stays with the connection. */
const OPEN_STAGING = sql`
  create temp table if not exists price_staging (
    asset int not null, at timestamptz not null, price float8 not null,
    open float8, high float8, low float8, volume float8, line int not null
  ) on commit delete rows;
  set local statement_timeout = 0`;

/** Microseconds since 1970, whole in a double until the year 2255. */
const micros = (time: RawBuilder<unknown>) => sql`(extract(epoch from ${time}) * 1000000)::float8`;
const instant = (microseconds: RawBuilder<unknown>) => sql`to_timestamp(${microseconds} / 1000000)`;

/** The present, and the last instant that a price may have: a day ahead. In microseconds since 1970. */
export async function knownInstants(em: Em): Promise<{ now: number; latest: number }> {
  const found = await row<{ now: number; latest: number }>(
    em,
    sql`select ${micros(sql`now()`)} as now, ${micros(sql`now() + interval '24 hours'`)} as latest`,
  );
  if (!found) throw new Error('select of now() returned no row');
  return found;
}

/** Copies the stream into the staging table; a client that is slow is no slow statement. */
export async function stage(tx: Em, stream: Readable): Promise<void> {
  await run(tx, OPEN_STAGING);
  await copyInto(tx, 'copy price_staging from stdin (format binary)', stream);
  await run(tx, sql`set local statement_timeout to default`);
}

/**
 * Makes the assets that are missing. In order of symbols, and before any asset is locked: two requests that make and touch the same
 * ones wait for each other in one order.
 * @returns how many
 */
export async function createMissingAssets(tx: Em, symbols: readonly string[]): Promise<number> {
  return await run(
    tx,
    sql`insert into asset (symbol, name)
        select symbol, symbol from unnest(${[...symbols]}::text[]) symbol
        where not exists (select from asset known where known.symbol = symbol.symbol) order by symbol
        on conflict (symbol) do nothing`,
  );
}

export interface LockedAsset {
  id: number;
  symbol: string;
  name: string;
  currency: string;
  lastPrice: number | null;
  /** Microseconds since 1970. */
  lastAt: number | null;
}

/** Locks the assets, in order of their ids, until the end of the transaction: from here on they are no one else's to ingest. */
export async function lockAssets(tx: Em, symbols: readonly string[]): Promise<LockedAsset[]> {
  return await rows(
    tx,
    sql`select id, symbol, name, currency, last_price as "lastPrice", ${micros(sql`last_price_at`)} as "lastAt"
        from asset where symbol = any(${[...symbols]}::text[]) order by id for no key update`,
  );
}

/** What a request brings for one asset. Times in microseconds since 1970. */
export interface AssetSpan {
  assetId: number;
  /** Of its symbol in the request, from 1 and without a gap. */
  ordinal: number;
  first: number;
  last: number;
  /** The last price that is not in the future, and its time; null when all are. */
  lastPrice: number | null;
  lastAt: number | null;
  /** The first time in the future; null when there is none. */
  nextAt: number | null;
}

function unnested(spans: readonly AssetSpan[]) {
  const column = (pick: (span: AssetSpan) => number | null) => spans.map(pick);
  return sql`unnest(${column((span) => span.assetId)}::int[], ${column((span) => span.ordinal)}::int[],
    ${column((span) => span.first)}::float8[], ${column((span) => span.last)}::float8[],
    ${column((span) => span.lastPrice)}::float8[], ${column((span) => span.lastAt)}::float8[],
    ${column((span) => span.nextAt)}::float8[]) span (asset_id, ordinal, first, last, last_price, last_at, next_at)`;
}

/** Whether there are prices already in the spans that are to be filled now. */
async function overlaps(tx: Em, spans: readonly AssetSpan[]): Promise<boolean> {
  const found = await row(
    tx,
    sql`select from ${unnested(spans)}
        where exists (select from price where price.asset_id = span.asset_id
          and price.at between ${instant(sql`span.first`)} and ${instant(sql`span.last`)})
        limit 1`,
  );
  return found !== undefined;
}

/**
 * Stores what is staged, in order of the primary key: an asset's prices then lie together.
 * @param distinct no instant is staged twice; else the later line counts
 */
export async function storeStaged(
  tx: Em,
  spans: readonly AssetSpan[],
  distinct: boolean,
): Promise<{ inserted: number; updated: number }> {
  const staged = distinct
    ? sql`price_staging`
    : sql`(select distinct on (asset, at) * from price_staging order by asset, at, line desc)`;
  const insert = sql`insert into price as known (asset_id, at, price, open, high, low, volume)
    select span.asset_id, staged.at, staged.price, staged.open, staged.high, staged.low, staged.volume
    from ${staged} staged join ${unnested(spans)} on span.ordinal = staged.asset order by 1, 2`;
  // Looking for a conflict at each row takes almost as long as inserting it. The locks keep others from making one.
  if (!(await overlaps(tx, spans))) return { inserted: await run(tx, insert), updated: 0 };
  await openChanges(tx);
  const stored = await row<{ inserted: number; updated: number }>(
    tx,
    sql`with stored as (
          ${insert}
          on conflict (asset_id, at) do update
            set price = excluded.price, open = excluded.open, high = excluded.high, low = excluded.low, volume = excluded.volume
            where (known.price, known.open, known.high, known.low, known.volume)
              is distinct from (excluded.price, excluded.open, excluded.high, excluded.low, excluded.volume)
          returning known.asset_id, known.at, old.asset_id is null as inserted),
        noted as (${noteChanged(sql`stored where not inserted`)})
        select count(*) filter (where inserted)::int as inserted, count(*) filter (where not inserted)::int as updated
        from stored`,
  );
  if (!stored) throw new Error('a count returned no row');
  return stored;
}

/** Moves the latest prices forward, up to the present; at the same instant a corrected price counts. */
export async function moveLatest(tx: Em, spans: readonly AssetSpan[]): Promise<void> {
  const last = instant(sql`span.last_at`);
  await run(
    tx,
    sql`update asset set last_price = span.last_price, last_price_at = ${last}, updated_at = now()
        from ${unnested(spans)}
        where asset.id = span.asset_id and span.last_at is not null
          and (asset.last_price_at is null or asset.last_price_at < ${last}
            or (asset.last_price_at = ${last} and asset.last_price <> span.last_price))`,
  );
  if (spans.every(({ nextAt }) => nextAt === null)) return;
  await run(
    tx,
    sql`update asset set next_price_at = least(next_price_at, ${instant(sql`span.next_at`)})
        from ${unnested(spans)} where asset.id = span.asset_id and span.next_at is not null`,
  );
}
