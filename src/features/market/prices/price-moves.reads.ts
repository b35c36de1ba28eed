import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { Tick } from '../market.contract.ts';

/** An asset over a period, its end not included. */
export interface AssetPeriod {
  assetId: number;
  from: Date;
  to: Date;
}

/** How the price of an asset moved over a period, in its own currency. */
export interface PriceMove {
  assetId: number;
  symbol: string;
  name: string;
  /** ISO 4217. */
  currency: string;
  /** The last price of the period; null when there is none in it: it is not traded any more, or not yet. */
  price: number | null;
  /**
   * Percent to it from the last price before the period, or from the first one in it where it began then; null where there is
   * no such price, or it is zero.
   */
  changePercent: number | null;
}

const columns = (periods: readonly AssetPeriod[]) =>
  sql`unnest(${periods.map(({ assetId }) => assetId)}::int[], ${periods.map(({ from }) => from)}::timestamptz[],
    ${periods.map(({ to }) => to)}::timestamptz[]) with ordinality as wanted (asset_id, since, until, place)`;

/**
 * The moves of many assets over as many periods in one statement: at most three probes of the prices' key each.
 * @returns one for each period, in their order. Assets are never deleted, so there always is one
 */
export async function findPriceMoves(em: Em, periods: readonly AssetPeriod[]): Promise<PriceMove[]> {
  if (periods.length === 0) return [];
  const found = await rows<Omit<PriceMove, 'changePercent'> & { begin: number | null }>(
    em,
    sql`select s.id as "assetId", s.symbol, s.name, s.currency, last.price, coalesce(before.price, first.price) as begin
        from ${columns(periods)} join asset s on s.id = wanted.asset_id
          left join lateral (select p.price, p.at from price p
            where p.asset_id = s.id and p.at >= wanted.since and p.at < wanted.until order by p.at desc limit 1) last on true
          left join lateral (select p.price from price p
            where p.asset_id = s.id and p.at < wanted.since and last.at is not null order by p.at desc limit 1) before on true
          left join lateral (select p.price from price p
            where p.asset_id = s.id and p.at >= wanted.since and p.at < last.at and before.price is null
            order by p.at limit 1) first on true
        order by wanted.place`,
  );
  return found.map(({ begin, ...move }) => ({
    ...move,
    changePercent: move.price === null || !begin ? null : (move.price / begin - 1) * 100,
  }));
}

/**
 * Prices of many assets at `steps` equal steps through as many periods, in one statement: one probe of the prices' key for each
 * step, however many prices there are.
 * @returns for each period, in their order, the prices that were the latest at one of its steps (the start among them), each
 * once and in order of time; the first may be older than the period
 */
export async function findPriceCurves(em: Em, periods: readonly AssetPeriod[], steps: number): Promise<Tick[][]> {
  if (periods.length === 0) return [];
  // As JSON, since arrays of dates are read character by character here.
  const found = await rows<{ ticks: [at: number, price: number][] | null }>(
    em,
    sql`select curve.ticks from ${columns(periods)}
          cross join lateral (
            select json_agg(json_build_array(extract(epoch from latest.at) * 1000, latest.price) order by latest.at) as ticks
            from (select distinct p.at, p.price from generate_series(0, ${steps}::int) as step
              cross join lateral (select price.at, price.price from price
                where price.asset_id = wanted.asset_id
                  and price.at < wanted.since + (wanted.until - wanted.since) * step / ${steps}::float8
                order by price.at desc limit 1) p) latest) curve
        order by wanted.place`,
  );
  return found.map(({ ticks }) => (ticks ?? []).map(([at, price]) => ({ at, price })));
}
