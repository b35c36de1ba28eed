import type { Tick } from '../market.contract.ts';
import type { PriceSeries } from '../prices/price-series.domain.ts';
import type { AlertCondition, AlertState } from './alerts.contract.ts';

/**
 * The crossing rule. An alert looks at ticks in order of time, each of them once, and only at ticks later than its
 * watermark. With threshold T, hysteresis h (percent), and the price p of a tick:
 *
 * | condition    | armed, fires at         | then it is                            | armed again at             |
 * | above        | p ≥ T                   | disarmed                              | p ≤ T·(1 − h/100), p < T   |
 * | below        | p ≤ T                   | disarmed                              | p ≥ T·(1 + h/100), p > T   |
 * | percent_move | │p/reference − 1│ ≥ T/100 | armed, with p as its new reference    |                            |
 *
 * An alert that does not repeat is done instead of disarmed or armed. A tick that arms an alert does not fire it, since the
 * two levels are apart; so equal prices are no new crossing and a gap over the level is one. `percent_move` without a
 * reference takes the first price it sees for one.
 *
 * An alert that is made, changed or taken up again begins with a watermark (`WATERMARK` in the queries): the time of the
 * latest price, or a day ago where that is later. History that is filled in afterwards so never sets it off, and a feed that
 * is up to a day late still does.
 *
 * Levels are computed from decimal numbers in binary ones. They are rounded to 14 significant digits, so that a fall from
 * 100 to 90 is a move of 10 %, which 90/100 − 1 in doubles is not.
 */

export interface AlertRule {
  condition: AlertCondition;
  /** A price, or percent for `percent_move`. Above 0. */
  threshold: number;
  /** How far the price goes back, in percent of the threshold, before the alert is armed again. From 0 to 50. */
  rearmPercent: number;
  /** False: it fires once. */
  repeat: boolean;
}

/** Where an alert stands between two ticks. */
export interface AlertPosition {
  state: AlertState;
  /** The price that `percent_move` measures from; null until one is known, and for the other conditions. */
  reference: number | null;
}

/** Prices at or above `upper`, and at or below `lower`, are all that can change where an alert stands. Null: none can. */
export interface AlertLevels {
  upper: number | null;
  lower: number | null;
}

export interface AlertFiring extends Tick {
  /** The price it moved from, for `percent_move`. */
  reference: number | null;
}

const SIGNIFICANT_DIGITS = 14;
const PERCENT_DECIMALS = 10;

/** `price` and `percent` of it more, without the noise of binary fractions. */
function changedBy(price: number, percent: number): number {
  const factor = Number((100 + percent).toFixed(PERCENT_DECIMALS));
  return Number(((price * factor) / 100).toPrecision(SIGNIFICANT_DIGITS));
}

function moveLevels(rule: AlertRule, reference: number | null): AlertLevels {
  if (reference === null) return { upper: -Infinity, lower: null };
  const [up, down] = [changedBy(reference, rule.threshold), changedBy(reference, -rule.threshold)];
  return { upper: Math.max(up, down), lower: Math.min(up, down) };
}

/** Where the price has to go for something to happen. What an alert waits for is found in an index by these. */
export function levelsOf(rule: AlertRule, { state, reference }: AlertPosition): AlertLevels {
  if (state === 'done' || state === 'paused') return { upper: null, lower: null };
  if (rule.condition === 'percent_move') return moveLevels(rule, reference);
  const { threshold, rearmPercent } = rule;
  if (rule.condition === 'above') {
    return state === 'armed'
      ? { upper: threshold, lower: null }
      : { upper: null, lower: changedBy(threshold, -rearmPercent) };
  }
  return state === 'armed'
    ? { upper: null, lower: threshold }
    : { upper: changedBy(threshold, rearmPercent), lower: null };
}

/** Whether `above` or `below` holds at a price; a move has no standing condition. */
function holds({ condition, threshold }: AlertRule, price: number): boolean {
  if (condition === 'percent_move') return false;
  return condition === 'above' ? price >= threshold : price <= threshold;
}

/**
 * Where an alert begins, when it is made, changed or taken up again.
 * @param latest the latest price; null while none is known
 */
export function startAlert(rule: AlertRule, latest: number | null): AlertPosition {
  if (rule.condition === 'percent_move') return { state: 'armed', reference: latest };
  return { state: latest !== null && holds(rule, latest) ? 'disarmed' : 'armed', reference: null };
}

const isReached = ({ upper, lower }: AlertLevels, price: number) =>
  (upper !== null && price >= upper) || (lower !== null && price <= lower);

interface Step {
  position: AlertPosition;
  fired: boolean;
}

/** One tick of the crossing rule. */
export function step(rule: AlertRule, position: AlertPosition, price: number): Step {
  const stay = { position, fired: false };
  if (!isReached(levelsOf(rule, position), price)) return stay;
  if (rule.condition === 'percent_move') {
    if (position.reference === null) return { position: { ...position, reference: price }, fired: false };
    if (price === position.reference) return stay; // of nothing, nothing is any percentage
    return { position: { state: rule.repeat ? 'armed' : 'done', reference: price }, fired: true };
  }
  if (position.state === 'armed') {
    return { position: { ...position, state: rule.repeat ? 'disarmed' : 'done' }, fired: true };
  }
  return holds(rule, price) ? stay : { position: { ...position, state: 'armed' }, fired: false };
}

export interface Evaluation {
  position: AlertPosition;
  /** In order of time. */
  firings: AlertFiring[];
  /** Whether anything changed. */
  moved: boolean;
}

/**
 * Takes an alert over new ticks: {@link step} for each of them, save those between its levels, which change nothing.
 * @param watermark milliseconds since the epoch: ticks until then, and at it, were seen before
 */
export function evaluateAlert(
  rule: AlertRule,
  start: AlertPosition,
  watermark: number,
  series: PriceSeries,
): Evaluation {
  const firings: AlertFiring[] = [];
  let position = start;
  let index = series.firstAfter(watermark);
  for (;;) {
    const { upper, lower } = levelsOf(rule, position);
    index = series.firstReaching(upper ?? Infinity, lower ?? -Infinity, index);
    const tick = series.ticks[index];
    if (tick === undefined) return { position, firings, moved: position !== start };
    const next = step(rule, position, tick.price);
    if (next.fired) firings.push({ ...tick, reference: position.reference });
    position = next.position;
    index += 1;
  }
}
