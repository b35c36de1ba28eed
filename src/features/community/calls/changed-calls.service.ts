import { sql } from 'kysely';
import { run } from '../../../platform/db/sql.ts';
import type { Enqueue } from '../../../platform/jobs/enqueue.ts';
import type { OnChangedPrices } from '../../market/prices/changed-prices.service.ts';
import { callCorrectionJobType } from './correct-calls.jobs.ts';

/** Asset and time of each price that a call rests on. */
const PRICES = [
  ['asset_id', 'price_at'],
  ['asset_id', 'close_at'],
  ['benchmark_asset_id', 'benchmark_price_at'],
  ['benchmark_asset_id', 'benchmark_close_at'],
] as const;

/**
 * Marks the calls that rest on prices which are others now, or gone, and asks for the job that computes them again. One statement for
 * each of the four, by its index.
 */
export function createMarkCalls(enqueue: Enqueue): OnChangedPrices {
  return async (tx, changed) => {
    let calls = 0;
    for (const [asset, at] of PRICES) {
      calls += await run(
        tx,
        sql`update post_call call set price_changed_at = now(), correction_due = true from ${changed} changed
            where ${sql.ref(`call.${asset}`)} = changed.asset_id and ${sql.ref(`call.${at}`)} = changed.at`,
      );
    }
    if (calls === 0) return;
    await enqueue(tx, {
      type: callCorrectionJobType,
      input: { calls },
      summary: 'outcomes of calls by corrected prices',
      requestedBy: null,
    });
  };
}
