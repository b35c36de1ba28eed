import { ALERT_CONDITIONS, type AlertCondition } from '../../src/features/market/alerts/alerts.contract.ts';
import { newId } from '../../src/platform/db/ids.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import { type GivenAlert, giveAlerts } from '../../test/support/market.ts';

/** Alerts of one owner, as for people. */
const PER_OWNER = 500;
/** How far from the latest price the levels are, in percent: the nearest is reached on a lively day, the farthest never. */
const NEAREST = 2;
const FARTHEST = 40;

/** What the i-th alert waits for, seen from the latest price. */
function levelOf(condition: AlertCondition, price: number, percent: number): number {
  if (condition === 'percent_move') return percent;
  return price * (1 + (condition === 'above' ? percent : -percent) / 100);
}

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
  const alerts = Array.from({ length: count }, (_, i): GivenAlert => {
    const { id, price } = assets[i % assets.length] as { id: number; price: number };
    const round = Math.floor(i / assets.length);
    const condition = ALERT_CONDITIONS[round % ALERT_CONDITIONS.length] as AlertCondition;
    const percent = NEAREST + ((round * 7 + i) % (FARTHEST - NEAREST));
    const threshold = levelOf(condition, price, percent);
    const userId = owners[i % owners.length] as string;
    return { userId, assetId: id, condition, threshold, rearmPercent: 1, repeat: true, latest: price };
  });
  await giveAlerts(em, alerts);
}
