import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { AssetQuote } from '../market.contract.ts';

/** An asset with its latest price and how that compares with the day before. */
export interface DailyQuote extends AssetQuote {
  /** The last price before the day (UTC) of the latest one; null when there is none. */
  previousClose: number | null;
  /** Percent from the previous close to the latest price. */
  changePercent: number | null;
}

/** The assets with these ids, by id, in one statement; each close is one probe of the prices' key. */
export async function findDailyQuotes(em: Em, assetIds: readonly number[]): Promise<Map<number, DailyQuote>> {
  if (assetIds.length === 0) return new Map();
  const found = await rows<Omit<DailyQuote, 'changePercent'>>(
    em,
    sql`select s.id, s.symbol, s.name, s.kind, s.currency, s.last_price as price, s.last_price_at as "priceAt",
          close.price as "previousClose"
        from asset s
          left join lateral (
            select p.price from price p
            where p.asset_id = s.id and p.at < date_trunc('day', s.last_price_at, 'UTC')
            order by p.at desc limit 1) as close on true
        where s.id = any(${[...assetIds]}::int[])`,
  );
  return new Map(
    found.map((quote) => {
      const { price, previousClose } = quote;
      const changePercent = price === null || !previousClose ? null : (price / previousClose - 1) * 100;
      return [quote.id, { ...quote, changePercent }];
    }),
  );
}
