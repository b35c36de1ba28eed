import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALERT_CONDITIONS } from '../../../../src/features/market/alerts/alerts.contract.ts';
import {
  type AlertFiring,
  type AlertRule,
  evaluateAlert,
  levelsOf,
  startAlert,
  step,
} from '../../../../src/features/market/alerts/alerts.domain.ts';
import type { Tick } from '../../../../src/features/market/market.contract.ts';
import { PriceSeries } from '../../../../src/features/market/prices/price-series.domain.ts';
import { type CentAlert, type CentTick, type NaiveFiring, naiveFirings } from './naive-alerts.ts';

/** Production's rule over prices in dollars, told in cents as the naive reference counts. */
function productionFirings(alert: CentAlert, latest: number | null, batches: readonly (readonly CentTick[])[]) {
  const rule: AlertRule = {
    condition: alert.condition,
    threshold: alert.threshold / 100,
    rearmPercent: alert.rearmBasisPoints / 100,
    repeat: alert.repeat,
  };
  const dollars = ({ at, cents }: CentTick): Tick => ({ at, price: cents / 100 });
  let position = startAlert(rule, latest === null ? null : latest / 100);
  let watermark = -Infinity;
  const firings: AlertFiring[] = [];
  for (const batch of batches) {
    const series = new PriceSeries(batch.map(dollars));
    const evaluation = evaluateAlert(rule, position, watermark, series);
    position = evaluation.position;
    watermark = Math.max(watermark, series.ticks.at(-1)?.at ?? -Infinity);
    firings.push(...evaluation.firings);
  }
  return firings.map(({ at, price }): NaiveFiring => ({ at, cents: Math.round(price * 100) }));
}

const condition = fc.constantFrom(...ALERT_CONDITIONS);
/** Prices that often meet a level exactly: the threshold is 100.00, and a basis point of it is a cent. */
const THRESHOLD = 10_000;
const alertArbitrary = fc
  .record({
    condition,
    percentBasisPoints: fc.constantFrom(50, 100, 233, 500, 1_000, 5_000, 10_000, 12_345),
    rearmBasisPoints: fc.constantFrom(0, 1, 50, 100, 333, 1_000, 5_000),
    repeat: fc.boolean(),
  })
  .map(
    ({ percentBasisPoints, ...alert }): CentAlert => ({
      ...alert,
      threshold: alert.condition === 'percent_move' ? percentBasisPoints : THRESHOLD,
    }),
  );
const cents = fc.oneof(
  fc.integer({ min: 9_800, max: 10_200 }),
  fc.integer({ min: 1, max: 30_000 }),
  fc.constantFrom(9_000, 9_500, 9_900, 9_950, 9_999, 10_000, 10_001, 10_050, 10_100, 10_500, 11_000, 5_000, 15_000),
);
const latestArbitrary = fc.option(cents, { nil: null });
const ordered = fc
  .array(cents, { minLength: 1, maxLength: 120 })
  .map((prices) => prices.map((price, i): CentTick => ({ at: i + 1, cents: price })));
/** Times repeat, go back and forth, and one instant may have two prices. */
const messy = fc.array(fc.array(fc.record({ at: fc.integer({ min: 1, max: 60 }), cents }), { maxLength: 12 }), {
  maxLength: 12,
});

const RUNS = { numRuns: 3_000 };

describe('the crossing rule', () => {
  test('a rule fires where an exact and naive calculation does, over gaps, equal prices and many crossings at once', () => {
    fc.assert(
      fc.property(alertArbitrary, latestArbitrary, ordered, (alert, latest, ticks) => {
        expect(productionFirings(alert, latest, [ticks])).toEqual(naiveFirings(alert, latest, [ticks]));
      }),
      RUNS,
    );
  });

  test('the firings are the same however the ticks are cut into batches', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 8 });
    fc.assert(
      fc.property(alertArbitrary, latestArbitrary, ordered, cuts, (alert, latest, ticks, at) => {
        const edges = [0, ...at.toSorted((a, b) => a - b), ticks.length];
        const batches = edges.slice(1).map((end, i) => ticks.slice(edges[i], end));
        expect(productionFirings(alert, latest, batches)).toEqual(productionFirings(alert, latest, [ticks]));
      }),
      RUNS,
    );
  });

  test('ticks out of order or repeated do not change the state', () => {
    fc.assert(
      fc.property(alertArbitrary, latestArbitrary, messy, (alert, latest, batches) => {
        const firings = productionFirings(alert, latest, batches);
        expect(firings).toEqual(naiveFirings(alert, latest, batches));
        expect(new Set(firings.map(({ at }) => at)).size).toBe(firings.length);
        const twice = batches.flatMap((batch) => [batch, batch.toReversed()]);
        expect(productionFirings(alert, latest, twice)).toEqual(naiveFirings(alert, latest, twice));
      }),
      RUNS,
    );
  });

  test('prices between the levels of an alert change nothing', () => {
    const dollars = cents.map((price) => price / 100);
    fc.assert(
      fc.property(alertArbitrary, latestArbitrary, dollars, dollars, (alert, latest, first, price) => {
        const rule = { ...alert, rearmPercent: alert.rearmBasisPoints / 100, threshold: alert.threshold / 100 };
        const { position } = step(rule, startAlert(rule, latest === null ? null : latest / 100), first);
        const { upper, lower } = levelsOf(rule, position);
        fc.pre(price < (upper ?? Infinity) && price > (lower ?? -Infinity));
        expect(step(rule, position, price)).toEqual({ position, fired: false });
      }),
      RUNS,
    );
  });
});

describe('by example', () => {
  const rule = (condition: AlertRule['condition'], threshold: number, extra: Partial<AlertRule> = {}): AlertRule => ({
    condition,
    threshold,
    rearmPercent: 1,
    repeat: true,
    ...extra,
  });
  const firedAt = (of: AlertRule, latest: number | null, prices: readonly number[]) =>
    evaluateAlert(
      of,
      startAlert(of, latest),
      0,
      new PriceSeries(prices.map((price, i) => ({ at: i + 1, price }))),
    ).firings.map(({ at }) => at);

  test('a gap over the level is one crossing, and staying above is none', () => {
    expect(firedAt(rule('above', 100), 90, [99.99, 140, 140, 120, 100])).toEqual([2]);
  });
  test('an alert is armed again only once the price has gone back by the hysteresis', () => {
    expect(firedAt(rule('above', 100), 90, [100, 99.5, 100, 99, 100])).toEqual([1, 5]);
    expect(firedAt(rule('below', 100), 110, [100, 100.5, 100, 101, 100])).toEqual([1, 5]);
  });
  test('equal prices without hysteresis are no new crossing', () => {
    expect(firedAt(rule('above', 100, { rearmPercent: 0 }), 90, [100, 100, 100, 99.99, 100])).toEqual([1, 5]);
  });
  test('an alert whose condition holds already waits until it does not', () => {
    expect(startAlert(rule('above', 100), 100).state).toBe('disarmed');
    expect(firedAt(rule('above', 100), 120, [125, 98, 101])).toEqual([3]);
    expect(startAlert(rule('above', 100), null).state).toBe('armed');
    expect(firedAt(rule('above', 100), null, [125])).toEqual([1]);
  });
  test('a move is measured from where it last fired, and exactly', () => {
    expect(firedAt(rule('percent_move', 10), 100, [109.99, 110, 100, 99, 108.9, 0.3, 0.33])).toEqual([2, 4, 5, 6, 7]);
    expect(firedAt(rule('percent_move', 10), 100, [90])).toEqual([1]);
  });
  test('a move without a known price starts at the first one', () => {
    expect(firedAt(rule('percent_move', 10), null, [200, 210, 220])).toEqual([3]);
  });
  test('an alert that does not repeat fires once', () => {
    for (const condition of ALERT_CONDITIONS) {
      const once = rule(condition, condition === 'percent_move' ? 10 : 100, { repeat: false });
      expect(firedAt(once, condition === 'above' ? 50 : 150, [100, 200, 50, 200, 50])).toHaveLength(1);
    }
  });
  test('a price of zero is no endless move', () => {
    expect(firedAt(rule('percent_move', 10), 0, [0, 0, 5, 5, 0, 0])).toEqual([3, 5]);
  });
});

test('a series finds what a search through all of its ticks finds', () => {
  const prices = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 1_100 });
  const level = fc.integer({ min: -1, max: 51 });
  fc.assert(
    fc.property(prices, level, level, fc.nat({ max: 1_100 }), (all, upper, lower, from) => {
      const series = new PriceSeries(all.map((price, at) => ({ at, price })));
      const found = all.findIndex((price, i) => i >= from && (price >= upper || price <= lower));
      expect(series.firstReaching(upper, lower, Math.min(from, all.length))).toBe(found < 0 ? all.length : found);
      expect([series.highest, series.lowest]).toEqual([Math.max(...all, -Infinity), Math.min(...all, Infinity)]);
    }),
  );
});
