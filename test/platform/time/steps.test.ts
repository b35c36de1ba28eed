import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { INTERVALS, stepsOf } from '../../../src/platform/time/steps.domain.ts';

const DAY_MS = 86_400_000;
const at = (text: string) => new Date(text);
const hours = (steps: { from: Date; to: Date }[]) =>
  steps.map(({ from, to }) => (to.getTime() - from.getTime()) / 3_600_000);

test('days have the hours that they have where they are', () => {
  const spring = stepsOf({ from: at('2026-03-27T23:00:00Z'), to: at('2026-03-30T22:00:00Z') }, 'day', 'Europe/Berlin');
  expect(hours(spring)).toEqual([24, 23, 24]);
  const autumn = stepsOf({ from: at('2026-10-23T22:00:00Z'), to: at('2026-10-26T23:00:00Z') }, 'day', 'Europe/Berlin');
  expect(hours(autumn)).toEqual([24, 25, 24]);
  const howe = stepsOf(
    { from: at('2026-04-03T13:00:00Z'), to: at('2026-04-05T13:30:00Z') },
    'day',
    'Australia/Lord_Howe',
  );
  expect(hours(howe)).toEqual([24, 24.5]);
  // A whole day was left out when Samoa crossed the date line.
  const apia = stepsOf({ from: at('2011-12-29T10:00:00Z'), to: at('2012-01-01T10:00:00Z') }, 'day', 'Pacific/Apia');
  expect(hours(apia)).toEqual([24, 24, 24]);
});

test('weeks begin on Monday, months on their first day, cut at both ends', () => {
  const weeks = stepsOf({ from: at('2026-11-25T00:00:00Z'), to: at('2026-12-09T00:00:00Z') }, 'week', 'UTC');
  expect(weeks.map(({ from }) => from.toISOString().slice(0, 10))).toEqual(['2026-11-25', '2026-11-30', '2026-12-07']);
  const months = stepsOf(
    { from: at('2026-01-15T00:00:00Z'), to: at('2026-03-02T00:00:00Z') },
    'month',
    'Asia/Kathmandu',
  );
  expect(months.map(({ from }) => from.toISOString())).toEqual([
    '2026-01-15T00:00:00.000Z',
    '2026-01-31T18:15:00.000Z',
    '2026-02-28T18:15:00.000Z',
  ]);
});

test('steps cover the period without gaps in every zone, and change with the clock', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...INTERVALS),
      fc.integer({ min: 0, max: 20 * 365 * 96 }),
      fc.integer({ min: 1, max: 96 * 10 }),
      (zone, interval, start, length) => {
        const from = new Date(Date.UTC(2015, 0, 1) + start * 900_000);
        const to = new Date(from.getTime() + length * 900_000);
        const steps = stepsOf({ from, to }, interval, zone);
        expect(steps[0]?.from).toEqual(from);
        expect(steps.at(-1)?.to).toEqual(to);
        for (const [n, step] of steps.entries()) {
          expect(step.to.getTime()).toBeGreaterThan(step.from.getTime());
          expect(step.from).toEqual(n === 0 ? from : steps[n - 1]?.to);
        }
        const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
        for (const step of interval === 'day' ? steps.slice(1) : []) {
          expect(format.format(step.from)).not.toBe(format.format(step.from.getTime() - 1));
          expect(step.to.getTime() - step.from.getTime()).toBeLessThanOrEqual(1.1 * DAY_MS);
        }
      },
    ),
    { numRuns: 300 },
  );
});
