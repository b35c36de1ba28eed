import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type CallRecord,
  claimedProbability,
  credibilityOf,
  scoreOf,
} from '../../../../src/features/analytics/credibility/credibility.domain.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 28);
const even = () => 0.5;

/** A call that can be scored: an asset and a day of its own unless told. */
function call(n: number, right: boolean, more: Partial<CallRecord> = {}): CallRecord {
  const createdAt = more.createdAt ?? NOW - 2 * DAY_MS - n * 1_000 - (n % 60) * DAY_MS;
  return {
    id: String(n).padStart(6, '0'),
    assetId: n + 10,
    direction: 'up',
    horizonHours: 24,
    createdAt,
    dueAt: createdAt + DAY_MS,
    entryAt: createdAt,
    exitAt: createdAt + DAY_MS,
    changePercent: right ? 2 : -2,
    benchmarkAssetId: 1,
    benchmarkEntryAt: createdAt,
    benchmarkExitAt: createdAt + DAY_MS,
    benchmarkChangePercent: 0,
    ...more,
  };
}
const calls = (count: number, right: number, more: Partial<CallRecord> = {}) =>
  Array.from({ length: count }, (_, n) => call(n, n < right, more));
/** Without the minimum sample: what the mean itself says. */
const edge = (count: number, right: number) => {
  const { effectiveSample } = credibilityOf(calls(count, right), even, NOW);
  const per = (outcome: number) => scoreOf(0.5, claimedProbability(0.5), outcome);
  return ((right * per(1) + (count - right) * per(0)) * (effectiveSample / count)) / (effectiveSample + 30);
};
const scoreFor = (found: readonly CallRecord[], rate = even) => credibilityOf(found, rate, NOW).score;

const record = fc
  .record({
    right: fc.boolean(),
    direction: fc.constantFrom('up' as const, 'down' as const),
    age: fc.integer({ min: 40, max: 2_000 }),
    asset: fc.integer({ min: 10, max: 60 }),
  })
  .map(({ right, direction, age, asset }) => ({ right, direction, age, asset }));
const history = fc.array(record, { minLength: 1, maxLength: 80 }).map((records) =>
  records.map(({ right, direction, age, asset }, n) => {
    const createdAt = NOW - age * DAY_MS + n;
    const beat = right === (direction === 'up');
    return call(n, beat, { direction, assetId: asset, createdAt });
  }),
);
const rate = fc.double({ min: 0.3, max: 0.7, noNaN: true });

describe('the rule', () => {
  test('the rule is proper: claiming the true probability is best', () => {
    fc.assert(
      fc.property(
        rate,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (r, truth, claim) => {
          const expected = (p: number) => truth * scoreOf(r, p, 1) + (1 - truth) * scoreOf(r, p, 0);
          expect(expected(claim)).toBeLessThanOrEqual(expected(truth) + 1e-12);
        },
      ),
    );
  });

  test('the base rate itself scores nothing, and always up on a rising market earns nothing', () => {
    fc.assert(fc.property(rate, fc.constantFrom(0, 0.5, 1), (r, y) => expect(scoreOf(r, r, y)).toBeCloseTo(0, 12)));
    // 56 of 100 beat the benchmark by themselves: who always says so knows nothing that the base rate does not.
    const always = calls(300, 168);
    const blind = scoreFor(always, () => 0.56) as number;
    expect(blind).toBeLessThan(50);
    expect(scoreFor(always, even) as number).toBeGreaterThan(blind);
  });
});

describe('credibility', () => {
  test('credibility is bounded and does not depend on the order of calls', () => {
    fc.assert(
      fc.property(history, rate, fc.integer(), (found, r, seed) => {
        const straight = credibilityOf(found, () => r, NOW);
        const shuffled = found.toSorted(
          (a, b) => ((Number(a.id) * 7_919 + seed) % 101) - ((Number(b.id) * 7_919 + seed) % 101),
        );
        const other = credibilityOf(shuffled, () => r, NOW);
        expect(other).toEqual(straight);
        const shown = straight.score ?? 50;
        expect(shown >= 0 && shown <= 100).toBe(true);
        expect(straight.effectiveSample).toBeLessThanOrEqual(straight.sample + 1e-9);
        expect(
          straight.sample + straight.open + straight.void + Object.values(straight.unscored).reduce((a, b) => a + b, 0),
        ).toBe(found.length);
      }),
    );
  });

  test('credibility never falls when a wrong call turns out right', () => {
    fc.assert(
      fc.property(history, rate, fc.nat(), (found, r, pick) => {
        const at = pick % found.length;
        const one = found[at] as CallRecord;
        const moved = (change: number) =>
          found.map((other, n) => (n === at ? { ...other, changePercent: change } : other));
        const better = one.direction === 'up' ? 2 : -2;
        const [low, high] = [scoreFor(moved(-better), () => r), scoreFor(moved(better), () => r)];
        expect(low === null).toBe(high === null);
        expect(high ?? 0).toBeGreaterThanOrEqual(low ?? 0);
      }),
    );
  });

  test('3 of 3 is below 240 of 300, which is below 300 of 300, and guessing is below the middle', () => {
    expect(edge(3, 3)).toBeLessThan(edge(300, 240));
    expect(edge(10, 10)).toBeLessThan(edge(300, 240));
    const [some, all, half] = [scoreFor(calls(300, 240)), scoreFor(calls(300, 300)), scoreFor(calls(300, 150))] as [
      number,
      number,
      number,
    ];
    expect(some).toBeLessThan(all);
    expect(half).toBeLessThan(50);
    expect(scoreFor(calls(3, 3))).toBeNull();
  });

  test('credibility needs ten calls of five days on three assets', () => {
    expect(scoreFor(calls(9, 9))).toBeNull();
    expect(scoreFor(calls(10, 10))).not.toBeNull();
    expect(scoreFor(calls(10, 10).map((one, n) => ({ ...one, assetId: 10 + (n % 2) })))).toBeNull();
    expect(
      scoreFor(calls(10, 10).map((one) => ({ ...one, createdAt: NOW - 3 * DAY_MS, entryAt: NOW - 3 * DAY_MS }))),
    ).toBeNull();
  });

  test('ten calls on a ticker in an hour are one, and twenty on a day weigh five', () => {
    const spam = Array.from({ length: 10 }, (_, n) => call(n, true, { assetId: 10, createdAt: NOW - 9 * DAY_MS + n }));
    expect(credibilityOf(spam, even, NOW)).toMatchObject({ sample: 1, unscored: { overlapping: 9 } });
    const crowd = Array.from({ length: 20 }, (_, n) => call(n, true, { createdAt: NOW - 2 * DAY_MS + n }));
    expect(credibilityOf(crowd, even, NOW).effectiveSample).toBeCloseTo(5, 1);
  });

  test('credibility says what it does not score and why', () => {
    const open = { changePercent: null, exitAt: null };
    const odd: Partial<CallRecord>[] = [
      open,
      { ...open, createdAt: NOW - 90 * DAY_MS },
      { benchmarkAssetId: null, benchmarkChangePercent: null },
      { assetId: 1 },
      { entryAt: NOW + 9 * DAY_MS },
      { benchmarkEntryAt: NOW - 99 * DAY_MS },
    ];
    expect(
      credibilityOf(
        odd.map((more, n) => call(n, true, more)),
        even,
        NOW,
      ),
    ).toMatchObject({
      sample: 0,
      score: null,
      hitRate: null,
      open: 1,
      void: 1,
      unscored: { no_benchmark: 1, is_benchmark: 1, stale_entry: 1, different_times: 1, overlapping: 0 },
    });
  });

  test('a user shows no number if a fifth of their calls never got a price', () => {
    const gone = Array.from({ length: 4 }, (_, n) =>
      call(900 + n, true, { changePercent: null, createdAt: NOW - 90 * DAY_MS - n }),
    );
    expect(scoreFor([...calls(12, 12), ...gone.slice(0, 2)])).not.toBeNull();
    expect(scoreFor([...calls(12, 12), ...gone])).toBeNull();
  });

  test('a call loses half its weight in a year, and a move close to the benchmark is a tie', () => {
    const fresh = credibilityOf([call(1, true, { createdAt: NOW - DAY_MS })], even, NOW).effectiveSample;
    const old = credibilityOf([call(1, true, { createdAt: NOW - 366 * DAY_MS })], even, NOW).effectiveSample;
    expect(old / fresh).toBeCloseTo(0.5, 6);
    expect(credibilityOf([call(1, true, { changePercent: 0.04 })], even, NOW).hitRate).toBe(0.5);
  });
});
