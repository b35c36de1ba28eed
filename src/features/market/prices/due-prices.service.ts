import { type RawBuilder, sql } from 'kysely';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../../platform/loop.ts';
import type { OnFreshPrices } from '../assets/quotes.reads.ts';
import type { FreshPrices, Tick } from '../market.contract.ts';

/** A price that comes due is the latest a second later at most. */
const INTERVAL_MS = 1_000;
/** Assets of one transaction, and prices of each: together what an ingest tells of at a time. */
const ASSETS = 50;
const TICKS = 1_000;

interface DueAsset extends Omit<FreshPrices, 'previous' | 'ticks'> {
  lastPrice: number | null;
  lastAt: Date | null;
  /** In order of time; `at` in ISO 8601 to the microsecond. */
  due: { at: string; price: number }[];
}

/**
 * Makes prices whose time has come the latest of their assets, and tells of them as an ingest does.
 * @param among the assets, as a condition on `asset`
 * @returns how many assets, a page at most; some of them may have more due
 */
async function promote(
  tx: Em,
  among: RawBuilder<unknown>,
  wait: RawBuilder<unknown>,
  listeners: readonly OnFreshPrices[],
): Promise<number> {
  const assets = await rows<{ id: number }>(
    tx,
    sql`select id from asset where next_price_at <= now() and ${among} order by id limit ${ASSETS} for no key update ${wait}`,
  );
  if (assets.length === 0) return 0;
  const ids = assets.map(({ id }) => id);
  const found = await rows<DueAsset>(
    tx,
    sql`select a.id as "assetId", a.symbol, a.currency, a.name, a.last_price as "lastPrice", a.last_price_at as "lastAt",
          coalesce(due.ticks, '[]') as due
        from asset a left join lateral (
          select json_agg(json_build_object('at', at, 'price', price) order by at) as ticks from (
            select at, price from price where asset_id = a.id and at <= now()
              and at > coalesce(a.last_price_at, '-infinity') order by at limit ${TICKS}) tick) due on true
        where a.id = any(${ids}::int[]) order by a.id`,
  );
  const fresh = found.flatMap(({ lastPrice, lastAt, due, ...asset }): FreshPrices[] => {
    const ticks = due.map(({ at, price }): Tick => ({ at: Date.parse(at), price }));
    const previous = lastPrice === null || lastAt === null ? null : { at: lastAt.getTime(), price: lastPrice };
    return ticks.length === 0 ? [] : [{ ...asset, previous, ticks }];
  });
  const lasts = found.flatMap(({ assetId, due }) => due.slice(-1).map((last) => ({ assetId, ...last })));
  await run(
    tx,
    sql`update asset set last_price = last.price, last_price_at = last.at, updated_at = now()
        from unnest(${lasts.map(({ assetId }) => assetId)}::int[], ${lasts.map(({ at }) => at)}::timestamptz[],
          ${lasts.map(({ price }) => price)}::float8[]) as last (id, at, price) where asset.id = last.id`,
  );
  await run(
    tx,
    sql`update asset set next_price_at = (
          select at from price where asset_id = asset.id and at > coalesce(asset.last_price_at, '-infinity') order by at limit 1)
        where id = any(${ids}::int[])`,
  );
  if (fresh.length > 0) for (const listener of listeners) await listener(tx, fresh);
  return assets.length;
}

/** In the transaction of an ingest, before it locks these assets: what came due meanwhile comes before what it brings. */
export async function promoteAmong(
  tx: Em,
  symbols: readonly string[],
  listeners: readonly OnFreshPrices[],
): Promise<void> {
  const among = sql`symbol = any(${[...symbols]}::text[])`;
  while ((await promote(tx, among, sql``, listeners)) > 0);
}

/** @returns whether there may be more */
export async function promoteDue(em: Em, listeners: readonly OnFreshPrices[]): Promise<boolean> {
  return (await transact(em, (tx) => promote(tx, sql`true`, sql`skip locked`, listeners))) > 0;
}

export interface DuePricesOptions {
  em(): Em;
  onFreshPrices: readonly OnFreshPrices[];
  logger: Logger;
}

export function startDuePrices({ em, onFreshPrices, logger }: DuePricesOptions): Loop {
  return startLoop({
    name: 'due-prices',
    intervalMs: INTERVAL_MS,
    logger,
    round: () => promoteDue(em(), onFreshPrices),
  });
}
