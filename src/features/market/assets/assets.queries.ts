import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import type { AssetKind, AssetQuote } from '../market.contract.ts';

/** Columns of `asset` as an {@link AssetQuote}. */
export const QUOTE = sql`id, symbol, name, kind, currency, last_price as price, last_price_at as "priceAt"`;

export async function findAsset(em: Em, symbol: string): Promise<AssetQuote | undefined> {
  return await row(em, sql`select ${QUOTE} from asset where symbol = ${symbol}`);
}

/** By symbol, after `after`. */
export async function listAssets(
  em: Em,
  filter: { kind: AssetKind | undefined; after: string | undefined; limit: number },
): Promise<AssetQuote[]> {
  const where = [sql`true`];
  if (filter.kind !== undefined) where.push(sql`kind = ${filter.kind}`);
  if (filter.after !== undefined) where.push(sql`symbol > ${filter.after}`);
  return await rows(
    em,
    sql`select ${QUOTE} from asset where ${sql.join(where, sql` and `)} order by symbol limit ${filter.limit}`,
  );
}
