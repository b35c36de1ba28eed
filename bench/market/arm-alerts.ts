import { sql } from 'kysely';
import { ALERT_CONDITIONS } from '../../src/features/market/alerts.contract.ts';
import { type AlertRule, levelsOf, startAlert } from '../../src/features/market/alerts.domain.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { type Em, run } from '../../src/platform/db/sql.ts';

/** Alerts of one owner at most, as for people. */
const PER_OWNER = 500;
/** How far from the latest price the levels are, in percent: the nearest is rarely reached within a day, the farthest never. */
const NEAREST = 2;
const FARTHEST = 40;

/**
 * Inserts armed alerts of all conditions in turn, spread evenly over the assets and over distances from their latest
 * prices, by one statement.
 * @param assets with their latest price
 */
export async function armAlerts(
  em: Em,
  count: number,
  assets: readonly { id: number; price: number }[],
): Promise<void> {
  const owners = Array.from({ length: Math.ceil(count / PER_OWNER) }, newId);
  const alerts = Array.from({ length: count }, (_, i) => {
    const { id, price } = assets[i % assets.length] as { id: number; price: number };
    const round = Math.floor(i / assets.length);
    const condition = ALERT_CONDITIONS[round % ALERT_CONDITIONS.length] as (typeof ALERT_CONDITIONS)[number];
    const percent = NEAREST + ((round * 7 + i) % (FARTHEST - NEAREST));
    const threshold =
      condition === 'percent_move' ? percent : price * (1 + (condition === 'above' ? percent : -percent) / 100);
    const rule: AlertRule = { condition, threshold, rearmPercent: 1, repeat: true };
    const position = startAlert(rule, price);
    return { owner: owners[i % owners.length] as string, id, rule, position, levels: levelsOf(rule, position) };
  });
  await run(
    em,
    sql`insert into price_alert (user_id, asset_id, condition, threshold, reference_price, upper_level, lower_level, evaluated_at)
        select alert.user_id, alert.asset_id, alert.condition, alert.threshold, alert.reference, alert.upper, alert.lower,
          asset.last_price_at
        from unnest(${alerts.map(({ owner }) => owner)}::uuid[], ${alerts.map(({ id }) => id)}::int[],
            ${alerts.map(({ rule }) => rule.condition)}::text[], ${alerts.map(({ rule }) => rule.threshold)}::float8[],
            ${alerts.map(({ position }) => position.reference)}::float8[],
            ${alerts.map(({ levels }) => levels.upper)}::float8[], ${alerts.map(({ levels }) => levels.lower)}::float8[])
            as alert (user_id, asset_id, condition, threshold, reference, upper, lower)
          join asset on asset.id = alert.asset_id`,
  );
}
