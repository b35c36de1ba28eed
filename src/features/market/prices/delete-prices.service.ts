import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { invalidRequest, notFound, type Problem, ProblemError } from '../../../platform/http/problem.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { findAsset } from '../assets/assets.queries.ts';
import { noteChanged, type OnChangedPrices, openChanges, settleLatest, tellChanges } from './changed-prices.service.ts';
import type { DeletedPrices, DeletePricesQuery } from './prices.schema.ts';

/** Prices of one request: what rests on them is marked in the same transaction. */
export const MAX_DELETED = 10_000;

const NO_PERIOD = invalidRequest([{ field: 'query.from', code: 'invalid_period', message: 'Must be before `to`' }]);
const TOO_MANY = invalidRequest([
  { field: 'query.to', code: 'too_many_prices', message: `The period holds more than ${MAX_DELETED} prices` },
]);

/** Deletes prices that should not be there. @param listeners mark what rested on them */
export function createDeletePrices(listeners: readonly OnChangedPrices[]) {
  /** All prices of a period, or none. The latest that is left becomes the latest price. 404, 400 for a period that is empty or too long. */
  return async (
    em: Em,
    userId: string,
    symbol: string,
    { from, to }: DeletePricesQuery,
  ): Promise<DeletedPrices | Problem> => {
    if (Date.parse(from) >= Date.parse(to)) return NO_PERIOD;
    return await transact(em, async (tx) => {
      const asset = await row<{ id: number }>(tx, sql`select id from asset where symbol = ${symbol} for no key update`);
      if (!asset) return notFound('The asset');
      await openChanges(tx);
      const found = await row<{ deleted: number }>(
        tx,
        sql`with doomed as (select asset_id, at from price where asset_id = ${asset.id} and at >= ${from}::timestamptz
                and at < ${to}::timestamptz limit ${MAX_DELETED + 1}),
              gone as (delete from price using doomed where price.asset_id = doomed.asset_id and price.at = doomed.at
                returning price.asset_id, price.at),
              noted as (${noteChanged(sql`gone`)})
            select count(*)::int as deleted from gone`,
      );
      const deleted = found?.deleted ?? 0;
      if (deleted > MAX_DELETED) throw new ProblemError(TOO_MANY);
      if (deleted > 0) {
        await tellChanges(tx, listeners);
        await settleLatest(tx, asset.id);
        await recordDeed(tx, 'prices.deleted', { targetId: String(asset.id), details: { from, to, deleted } });
        await recordEvent(tx, { name: 'prices.deleted', userId, properties: { assetId: asset.id, deleted } });
      }
      const left = await findAsset(tx, symbol);
      return { deleted, price: left?.price ?? null, priceAt: left?.priceAt?.toISOString() ?? null };
    });
  };
}

export type DeletePrices = ReturnType<typeof createDeletePrices>;
