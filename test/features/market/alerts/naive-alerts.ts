import type { AlertCondition } from '../../../../src/features/market/alerts/alerts.contract.ts';

/**
 * The crossing rule once more, as people would explain it and in whole numbers, to compare production with: no states, no
 * levels, no watermarks that are carried along.
 */

export interface CentTick {
  at: number;
  cents: number;
}

export interface CentAlert {
  condition: AlertCondition;
  /** Cents; basis points for `percent_move`. */
  threshold: number;
  rearmBasisPoints: number;
  repeat: boolean;
}

export interface NaiveFiring {
  at: number;
  cents: number;
}

/** What counts of a stream of batches: ticks later than all batches before, by time, the first of each instant. */
export function acceptedTicks(batches: readonly (readonly CentTick[])[]): CentTick[] {
  const accepted: CentTick[] = [];
  for (const batch of batches) {
    const seen = Math.max(-Infinity, ...accepted.map(({ at }) => at));
    const times = [...new Set(batch.map(({ at }) => at))].filter((at) => at > seen).sort((a, b) => a - b);
    for (const at of times) accepted.push(batch.find((tick) => tick.at === at) as CentTick);
  }
  return accepted;
}

/** Above, or below seen in a mirror: it fires where it is met and the last price that said anything was one gone back to. */
function standing(alert: CentAlert, latest: number | null, ticks: readonly CentTick[]): CentTick[] {
  const sign = alert.condition === 'above' ? 1 : -1;
  const met = (cents: number) => sign * (cents - alert.threshold) >= 0;
  const goneBack = (cents: number) =>
    sign * (alert.threshold - cents) * 10_000 >= alert.threshold * alert.rearmBasisPoints && !met(cents);
  const history = [...(latest === null ? [] : [latest]), ...ticks.map(({ cents }) => cents)];
  const offset = history.length - ticks.length;
  return ticks.filter((tick, i) => {
    if (!met(tick.cents)) return false;
    let before = offset + i - 1;
    const telling = (cents: number) => met(cents) || goneBack(cents);
    while (before >= 0 && !telling(history[before] as number)) before -= 1;
    return before < 0 || goneBack(history[before] as number);
  });
}

function moves(alert: CentAlert, latest: number | null, ticks: readonly CentTick[]): CentTick[] {
  let from = latest;
  return ticks.filter(({ cents }) => {
    if (from === null) {
      from = cents;
      return false;
    }
    const moved = Math.abs(cents - from) * 10_000 >= alert.threshold * from;
    if (moved) from = cents;
    return moved;
  });
}

/** @param latest the latest price in cents when the alert was made */
export function naiveFirings(
  alert: CentAlert,
  latest: number | null,
  batches: readonly (readonly CentTick[])[],
): NaiveFiring[] {
  const ticks = acceptedTicks(batches);
  const fired = alert.condition === 'percent_move' ? moves(alert, latest, ticks) : standing(alert, latest, ticks);
  return alert.repeat ? fired : fired.slice(0, 1);
}
