import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import type { AssetQuote } from '../market.contract.ts';
import { QUOTE } from './assets.queries.ts';
import type { AssetPatch, NewAsset } from './assets.schema.ts';

/** Makes an asset. @param tx in a transaction */
export async function createAsset(tx: Em, userId: string, asset: NewAsset): Promise<AssetQuote | Problem> {
  const made = await row<AssetQuote>(
    tx,
    sql`insert into asset (symbol, name, kind, currency)
        values (${asset.symbol}, ${asset.name}, ${asset.kind}, ${asset.currency})
        on conflict (symbol) do nothing returning ${QUOTE}`,
  );
  if (!made) return problem(409, 'symbol_taken', `There is already an asset ${asset.symbol}.`);
  await recordEvent(tx, { name: 'asset.created', userId, properties: { assetId: made.id } });
  return made;
}

/** Changes what an asset is called and counted in. Its currency is fixed once it has a price: prices are not converted. */
export async function updateAsset(
  em: Em,
  userId: string,
  symbol: string,
  patch: AssetPatch,
): Promise<AssetQuote | Problem> {
  return await transact(em, async (tx) => {
    const found = await row<{ id: number; currency: string; priced: boolean }>(
      tx,
      sql`select id, currency, last_price is not null as priced from asset where symbol = ${symbol} for no key update`,
    );
    if (!found) return notFound('The asset');
    if (found.priced && patch.currency !== undefined && patch.currency !== found.currency) {
      return problem(409, 'currency_in_use', `The asset has prices in ${found.currency}.`);
    }
    const changed = await row<AssetQuote>(
      tx,
      sql`update asset set name = coalesce(${patch.name ?? null}, name), kind = coalesce(${patch.kind ?? null}, kind),
            currency = coalesce(${patch.currency ?? null}, currency), updated_at = now()
          where id = ${found.id} returning ${QUOTE}`,
    );
    if (!changed) throw new Error('a locked asset is gone');
    await recordEvent(tx, { name: 'asset.updated', userId, properties: { assetId: found.id } });
    return changed;
  });
}
