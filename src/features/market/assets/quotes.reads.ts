import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { AssetQuote, FreshPrices } from '../market.contract.ts';
import { QUOTE } from './assets.queries.ts';

/** What a feature does with new prices, in the transaction that stores them. For many it is called again, with other assets. */
export type OnFreshPrices = (tx: Em, fresh: readonly FreshPrices[]) => Promise<void>;

/** The assets with these symbols (upper case), by symbol; unknown ones are missing. */
export async function findQuotes(em: Em, symbols: readonly string[]): Promise<Map<string, AssetQuote>> {
  if (symbols.length === 0) return new Map();
  const found = await rows<AssetQuote>(em, sql`select ${QUOTE} from asset where symbol = any(${[...symbols]}::text[])`);
  return new Map(found.map((asset) => [asset.symbol, asset]));
}

/** The assets with these ids, by id. */
export async function findQuotesById(em: Em, ids: readonly number[]): Promise<Map<number, AssetQuote>> {
  if (ids.length === 0) return new Map();
  const found = await rows<AssetQuote>(em, sql`select ${QUOTE} from asset where id = any(${[...ids]}::int[])`);
  return new Map(found.map((asset) => [asset.id, asset]));
}
