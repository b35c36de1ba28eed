import { sql } from 'kysely';
import { run } from '../../../platform/db/sql.ts';
import type { OnChangedPrices } from '../../market/prices/changed-prices.service.ts';

/** Asset and time of each price that a call rests on. */
const PRICES = [
  ['asset_id', 'price_at'],
  ['asset_id', 'close_at'],
  ['benchmark_asset_id', 'benchmark_price_at'],
  ['benchmark_asset_id', 'benchmark_close_at'],
] as const;

/** Marks the calls that rest on prices which are others now, or gone. One statement for each of the four, by its index. */
export const markCalls: OnChangedPrices = async (tx, changed) => {
  for (const [asset, at] of PRICES) {
    await run(
      tx,
      sql`update post_call call set price_changed_at = now() from ${changed} changed
          where ${sql.ref(`call.${asset}`)} = changed.asset_id and ${sql.ref(`call.${at}`)} = changed.at`,
    );
  }
};
