import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { Tick } from '../market.contract.ts';

/** An asset and an instant from which on its price is wanted. */
export interface PriceFrom {
  assetId: number;
  from: Date;
}

/**
 * The first price at or after each instant, for many pairs in one query: one index probe each.
 * @returns one entry for each pair, in their order; null where there is no price yet
 */
export async function firstPrices(em: Em, wanted: readonly PriceFrom[]): Promise<(Tick | null)[]> {
  if (wanted.length === 0) return [];
  const found = await rows<{ at: Date | null; price: number | null }>(
    em,
    sql`select first.at, first.price
        from unnest(${wanted.map(({ assetId }) => assetId)}::int[], ${wanted.map(({ from }) => from)}::timestamptz[])
          with ordinality as wanted (asset_id, instant, place)
        left join lateral (select at, price from price where price.asset_id = wanted.asset_id and at >= wanted.instant
          order by at limit 1) as first on true
        order by wanted.place`,
  );
  return found.map(({ at, price }) => (at === null || price === null ? null : { at: at.getTime(), price }));
}

/** An asset and an instant until which its latest price is wanted. */
export interface PriceUntil {
  assetId: number;
  until: Date;
}

/** The latest price at or before each instant, as {@link firstPrices} finds the first. */
export async function lastPrices(em: Em, wanted: readonly PriceUntil[]): Promise<(Tick | null)[]> {
  if (wanted.length === 0) return [];
  const found = await rows<{ at: Date | null; price: number | null }>(
    em,
    sql`select last.at, last.price
        from unnest(${wanted.map(({ assetId }) => assetId)}::int[], ${wanted.map(({ until }) => until)}::timestamptz[])
          with ordinality as wanted (asset_id, instant, place)
        left join lateral (select at, price from price where price.asset_id = wanted.asset_id and at <= wanted.instant
          order by at desc limit 1) as last on true
        order by wanted.place`,
  );
  return found.map(({ at, price }) => (at === null || price === null ? null : { at: at.getTime(), price }));
}
