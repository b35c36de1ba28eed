import { sql } from 'kysely';
import { type Em, rows } from '../../platform/db/sql.ts';
import { QUOTE } from './assets.queries.ts';
import type { AssetQuote } from './market.contract.ts';

/** The search as a statement, to be run or explained. */
export function assetSearch(query: string, limit: number) {
  const prefix = `${query.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`select ${QUOTE} from asset
    where symbol ilike ${prefix} or symbol % ${query} or name ilike ${prefix} or ${query} <% name
    order by symbol = upper(${query}) desc, symbol ilike ${prefix} desc, name ilike ${prefix} desc,
      greatest(similarity(symbol, ${query}), word_similarity(${query}, name)) desc, symbol
    limit ${limit}`;
}

/**
 * Assets that a person may mean: the one with this symbol, those whose symbol or name begins so, then those that are written
 * alike. Through the trigram index.
 * @param query as it was typed, not blank
 */
export async function searchAssets(em: Em, query: string, limit: number): Promise<AssetQuote[]> {
  return await rows(em, assetSearch(query.trim(), limit));
}
