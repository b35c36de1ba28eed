import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Condition,
  endedAt,
  INITIAL,
  isOpen,
  reduceSeries,
  type Seen,
  type SeriesState,
  type Transition,
} from '../../../src/features/monitoring/rules/reducer.domain.ts';

const CONDITION: Condition = {
  comparison: 'above',
  threshold: 10,
  clearThreshold: 8,
  forSeconds: 30,
  cooldownSeconds: 120,
  noData: 'alert',
};
const OPENS: readonly Transition[] = ['fired', 'no_data', 'error'];

/** Sees values every ten seconds; null is no data. @returns transitions with the second of each */
function follow(values: readonly (number | null)[], condition = CONDITION): [number, Transition][] {
  let state = INITIAL;
  return values.flatMap((value, index) => {
    const seen: Seen = value === null ? { kind: 'no_data' } : { kind: 'value', value };
    const step = reduceSeries(condition, state, seen, index * 10_000);
    state = step.state;
    return step.transition === null ? [] : [[index * 10, step.transition] as [number, Transition]];
  });
}

test('a rule fires once the threshold was crossed for long enough, and ends beyond the other threshold', () => {
  expect(follow([11, 11, 11, 11, 11, 9, 8, 7])).toEqual([
    [30, 'fired'],
    [60, 'recovered'],
  ]);
});

test('the wait starts when the value was measured, not when it is evaluated', () => {
  const at = (seconds: number): Seen => ({ kind: 'value', value: 11, at: seconds * 1_000 });
  const { state, transition } = reduceSeries(CONDITION, INITIAL, at(3), 10_000);
  expect([state.status, state.since, transition]).toEqual(['pending', 3_000, null]);
  expect(reduceSeries(CONDITION, state, at(23), 32_000).transition).toBeNull();
  expect(reduceSeries(CONDITION, state, at(23), 33_000).transition).toBe('fired');
});

test('one good value in between starts the wait again', () => {
  expect(follow([11, 11, 11, 9, 11, 11, 11, 11])).toEqual([[70, 'fired']]);
});

test('a value that swings around the threshold neither ends nor fires again', () => {
  expect(follow([11, 11, 11, 11, 9, 11, 9, 11, 9, 11])).toEqual([[30, 'fired']]);
});

test('during the cooldown nothing fires; what still holds then fires at once', () => {
  expect(follow([11, 11, 11, 11, 8, ...Array(14).fill(11)])).toEqual([
    [30, 'fired'],
    [40, 'recovered'],
    [160, 'fired'],
  ]);
});

test('without data a firing alert goes on, and only a value ends it', () => {
  expect(follow([11, 11, 11, 11, ...Array(30).fill(null), 11, 7])).toEqual([
    [30, 'fired'],
    [350, 'recovered'],
  ]);
});

test('a minute without data is an alert of its own, which data ends without announcing a recovery', () => {
  expect(follow([1, ...Array(8).fill(null), 1])).toEqual([
    [70, 'no_data'],
    [90, 'data_back'],
  ]);
  expect(follow([1, ...Array(8).fill(null), 1], { ...CONDITION, noData: 'ignore' })).toEqual([]);
});

const seen: fc.Arbitrary<Seen | { kind: 'resolve' }> = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 20 }).map((value) => ({ kind: 'value' as const, value })) },
  { weight: 3, arbitrary: fc.constant({ kind: 'no_data' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'error' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'ended' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'resolve' as const }) },
);
const condition: fc.Arbitrary<Condition> = fc.record({
  comparison: fc.constant('above' as const),
  threshold: fc.constant(10),
  clearThreshold: fc.integer({ min: 5, max: 10 }),
  forSeconds: fc.constantFrom(0, 10, 30, 90),
  cooldownSeconds: fc.constantFrom(0, 60, 300),
  noData: fc.constantFrom('alert' as const, 'ignore' as const),
});

/** An alert that an observer without the reducer’s state would demand: the threshold crossed by values for long enough, not mute. */
class Observer {
  #crossedSince: number | null = null;
  #mutedUntil = 0;

  mustFire({ forSeconds }: Condition, what: Seen, now: number): boolean {
    if (what.kind === 'value' && what.value > 10) this.#crossedSince ??= now;
    else if (what.kind === 'value' || what.kind === 'ended') this.#crossedSince = null;
    const long = this.#crossedSince !== null && now - this.#crossedSince >= forSeconds * 1_000;
    return what.kind === 'value' && what.value > 10 && long && now >= this.#mutedUntil;
  }

  mute(until: number): void {
    this.#mutedUntil = until;
    this.#crossedSince = null;
  }

  /** An alert of missing data stands where the wait would be. */
  blind(): void {
    this.#crossedSince = null;
  }
}

/** Follows one series, and writes down what no alert may do. */
function faultsOf(rule: Condition, series: readonly [Seen | { kind: 'resolve' }, number][]) {
  const faults: string[] = [];
  const observer = new Observer();
  let [state, open, now, transitions] = [INITIAL as SeriesState, null as Transition | null, 1_000_000, 0];
  for (const [what, seconds] of series) {
    now += seconds * 1_000;
    if (what.kind === 'resolve') {
      if (!isOpen(state.status)) continue;
      state = endedAt(state, rule, now);
      observer.mute(state.mutedUntil ?? 0);
      open = null;
      continue;
    }
    const { state: next, transition } = reduceSeries(rule, state, what, now);
    if ((open === 'no_data' || open === 'error') && what.kind === 'value') observer.blind();
    const due = observer.mustFire(rule, what, now);
    if (open === null && due && transition !== 'fired') faults.push('an alert was missed');
    state = next;
    if (transition !== null) {
      transitions += 1;
      if (OPENS.includes(transition) !== (open === null)) faults.push(`${transition} while ${open} was open`);
      const isClear = what.kind === 'value' && what.value <= rule.clearThreshold;
      if (transition === 'recovered' && (open !== 'fired' || !isClear)) faults.push('recovered without a good value');
      if (transition === 'recovered') observer.mute(next.mutedUntil ?? 0);
      if (transition === 'ended') observer.mute(0);
      if (transition === 'no_data' || transition === 'error') observer.blind();
      open = OPENS.includes(transition) ? transition : null;
    }
    if (isOpen(next.status) !== (open !== null)) faults.push(`${next.status} while ${open} was open`);
  }
  return { faults, transitions };
}

test('of 10,000 random series every alert opens once, ends once, is not missed, and never recovers without data', () => {
  let transitions = 0;
  const series = fc.array(fc.tuple(seen, fc.integer({ min: 1, max: 30 })), { minLength: 30, maxLength: 60 });
  fc.assert(
    fc.property(condition, series, (rule, steps) => {
      const followed = faultsOf(rule, steps);
      transitions += followed.transitions;
      expect(followed.faults).toEqual([]);
    }),
    { numRuns: 10_000, seed: 15 },
  );
  expect(transitions).toBeGreaterThan(10_000);
});
