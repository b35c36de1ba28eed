import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { AssetQuote } from '../market.contract.ts';
import { QUOTE } from './assets.queries.ts';

/** Fewer characters are like every second symbol. */
const MIN_ALIKE_LENGTH = 4;

/** The search as a statement, to be run or explained. */
export function assetSearch(query: string, limit: number) {
  const prefix = `${query.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const alike = query.length < MIN_ALIKE_LENGTH ? sql`` : sql`or symbol % ${query} or ${query} <% name`;
  return sql`select ${QUOTE} from asset
    where symbol ilike ${prefix} or name ilike ${prefix} ${alike}
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
