import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changePercent, showChange } from '../../../src/features/reports/report-document.domain.ts';
import { isDueOn, lastPeriod, periodOfDay } from '../../../src/features/reports/report-period.domain.ts';
import { summarise } from '../../../src/features/reports/summary.domain.ts';

const KINDS = ['daily', 'weekly', 'monthly'] as const;

test('periods have the names, days and hours that they have where the reader lives', () => {
  expect(periodOfDay('weekly', '2026-10-25', 'Europe/Berlin')).toEqual({
    kind: 'weekly',
    name: '2026-W43',
    firstDay: '2026-10-19',
    lastDay: '2026-10-25',
    from: new Date('2026-10-18T22:00:00Z'),
    to: new Date('2026-10-25T23:00:00Z'),
    tz: 'Europe/Berlin',
  });
  expect(periodOfDay('weekly', '2027-01-01', 'UTC').name).toBe('2026-W53');
  expect(lastPeriod('monthly', new Date('2026-03-01T00:00:00Z'), 'America/New_York')).toMatchObject({
    name: '2026-01',
    to: new Date('2026-02-01T05:00:00Z'),
  });
});

test('the last period has ended, is the one before the current, and is due on the day after it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      fc.constantFrom(...KINDS),
      fc.integer({ min: 0, max: 4 * 365 * 96 }),
      (tz, kind, quarter) => {
        const at = new Date(Date.UTC(2024, 0, 1) + quarter * 900_000);
        const last = lastPeriod(kind, at, tz);
        expect(last.to.getTime()).toBeLessThanOrEqual(at.getTime());
        const next = Date.parse(`${last.lastDay}T00:00:00Z`) + 86_400_000;
        const current = periodOfDay(kind, new Date(next).toISOString().slice(0, 10), tz);
        expect(current.from).toEqual(last.to);
        expect(current.to.getTime()).toBeGreaterThan(at.getTime());
        expect(isDueOn(kind, next)).toBe(true);
        expect(isDueOn(kind, next + 86_400_000)).toBe(kind === 'daily');
      },
    ),
  );
});

const count = (label: string, value: number, before: number) => ({ label, unit: 'count' as const, value, before });
const chart = {
  title: 'Active users',
  type: 'line' as const,
  labels: ['Mon', 'Tue'],
  series: [{ name: 'Active', values: [3, 9] }],
};

test('a summary names what changed most, and no percentages of small numbers', () => {
  const figures = [
    count('Active users', 30, 25),
    count('Posts', 90, 100),
    count('Likes', 60, 30),
    count('Rooms', 4, 1),
  ];
  expect(summarise(figures, [chart], 'week', false)).toEqual([
    'Active users: 30, after 25 in the week before.',
    'Likes rose by 100 %, from 30 to 60.',
    'Posts fell by 10 %, from 100 to 90.',
    'Active users: the peak was 9, on Tue.',
  ]);
  expect(summarise(figures, [chart], 'day', false).at(-1)).toBe('Active users: the peak was 9, at Tue.');
  expect(summarise([count('Posts', 3, 3)], [], 'day', false)[0]).toBe('Posts: 3, as on the day before.');
  expect(summarise(figures, [chart], 'month', false).at(-1)).toBe('Active users: the peak was 9, on day Tue.');
  expect(summarise(figures, [], 'day', true)).toHaveLength(1);
});

test('a change from no base is none, and from an equal one zero', () => {
  expect(changePercent(count('a', 5, 0))).toBeNull();
  expect([count('a', 0, 0), count('a', 5, 0), count('a', 98, 100)].map(showChange)).toEqual(['0 %', '–', '−2 %']);
});
