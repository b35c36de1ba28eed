import { type RawBuilder, sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { PriceSeries } from '../prices/price-series.domain.ts';
import type { AlertState } from './alerts.contract.ts';
import type { AlertRule } from './alerts.domain.ts';

/** An alert that a batch of prices may change. */
export interface AlertCandidate extends AlertRule {
  id: string;
  assetId: number;
  state: AlertState;
  reference: number | null;
  /** Milliseconds since the epoch; null: it has seen no price. */
  watermark: number | null;
}

/** Prices of assets by the asset's id. */
export type Batches = ReadonlyMap<number, { series: Pick<PriceSeries, 'highest' | 'lowest'> }>;

/** Less than any id. */
export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Selects the alerts of these assets that have a level within reach of the prices and an id above `after`, and no others.
 *
 * `offset 0` and `any (array(…))` keep the planner from joining sets whose sizes it cannot know, for which it would read the
 * whole table: one probe of each index for an asset, then the alerts found by their ids.
 */
export function reachedAlerts(batches: Batches, after: string): RawBuilder<unknown> {
  const series = [...batches.values()].map((batch) => batch.series);
  return sql`select a.id, a.asset_id as "assetId", a.condition, a.threshold, a.rearm_percent as "rearmPercent", a.repeat, a.state,
      a.reference_price as reference, (extract(epoch from a.evaluated_at) * 1000)::float8 as watermark
    from price_alert a
    where a.id = any (array(
      select reached.id
      from unnest(${[...batches.keys()]}::int[], ${series.map(({ lowest }) => lowest)}::float8[],
          ${series.map(({ highest }) => highest)}::float8[]) as batch (asset_id, lowest, highest)
        cross join lateral (
          select above.id from price_alert above
          where above.asset_id = batch.asset_id and above.upper_level <= batch.highest and above.id > ${after}::uuid
          union all
          select below.id from price_alert below
          where below.asset_id = batch.asset_id and below.lower_level >= batch.lowest and below.id > ${after}::uuid
          offset 0) as reached))`;
}

/** Locks the first of them in order of their ids, as everything that locks several alerts does. */
export async function lockReached(tx: Em, batches: Batches, after: string, limit: number): Promise<AlertCandidate[]> {
  return await rows(tx, sql`${reachedAlerts(batches, after)} order by a.id limit ${limit} for update`);
}
