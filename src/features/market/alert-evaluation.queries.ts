import { sql } from 'kysely';
import { type Em, rows } from '../../platform/db/sql.ts';
import type { AlertState } from './alerts.contract.ts';
import type { AlertRule } from './alerts.domain.ts';
import type { PriceSeries } from './price-series.domain.ts';

/** An alert that a batch of prices may change. */
export interface AlertCandidate extends AlertRule {
  id: string;
  assetId: number;
  state: AlertState;
  reference: number | null;
  /** Milliseconds since the epoch; null: it has seen no price. */
  watermark: number | null;
}

/**
 * Locks, by id, the alerts of these assets that have a level within reach of the prices, and no others.
 * @param batches by asset id
 */
export async function lockReached(
  tx: Em,
  batches: ReadonlyMap<number, { series: PriceSeries }>,
): Promise<AlertCandidate[]> {
  const series = [...batches.values()].map((batch) => batch.series);
  return await rows(
    tx,
    sql`select a.id, a.asset_id as "assetId", a.condition, a.threshold, a.rearm_percent as "rearmPercent", a.repeat, a.state,
          a.reference_price as reference, (extract(epoch from a.evaluated_at) * 1000)::float8 as watermark
        from unnest(${[...batches.keys()]}::int[], ${series.map(({ lowest }) => lowest)}::float8[],
            ${series.map(({ highest }) => highest)}::float8[]) as batch (asset_id, lowest, highest)
          join price_alert a on a.asset_id = batch.asset_id
            and (a.upper_level <= batch.highest or a.lower_level >= batch.lowest)
        order by a.id for update of a`,
  );
}
