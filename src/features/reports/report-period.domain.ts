import { dayName } from '../../platform/time/day-name.domain.ts';
import type { Interval } from '../../platform/time/steps.domain.ts';
import { firstInstantOf, offsetOf } from '../../platform/time/zone-clock.domain.ts';
import type { ReportKind } from '../accounts/accounts.contract.ts';

/** The days, weeks and months that reports are about, in a zone. Pure. */

const DAY_MS = 86_400_000;

export interface ReportPeriod {
  kind: ReportKind;
  /** `2026-11-27`, `2026-W48` or `2026-11`. */
  name: string;
  /** First and last day, `2026-11-23`. */
  firstDay: string;
  lastDay: string;
  from: Date;
  /** Not part of it. */
  to: Date;
  tz: string;
}

/** Length of the steps in a report. */
export const STEP_OF: Readonly<Record<ReportKind, Interval>> = { daily: 'hour', weekly: 'day', monthly: 'day' };

/** ISO 8601: the year of a week is that of its Thursday. @param monday as if in UTC */
function weekName(monday: number): string {
  const year = new Date(monday + 3 * DAY_MS).getUTCFullYear();
  const week = 1 + Math.floor((monday + 3 * DAY_MS - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** First day of the period that a day is in, and of the one after it. */
function bounds(kind: ReportKind, wall: number): [first: number, next: number] {
  const day = Math.floor(wall / DAY_MS) * DAY_MS;
  const date = new Date(day);
  if (kind === 'daily') return [day, day + DAY_MS];
  if (kind === 'weekly') {
    const monday = day - ((date.getUTCDay() + 6) % 7) * DAY_MS;
    return [monday, monday + 7 * DAY_MS];
  }
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)];
}

/** The period that a day is in. @param day `2026-11-27` @throws RangeError for a name that is no zone */
export function periodOfDay(kind: ReportKind, day: string, tz: string): ReportPeriod {
  const [first, next] = bounds(kind, Date.parse(`${day}T00:00:00Z`));
  const offset = offsetOf(tz);
  const name = { daily: dayName(first), weekly: weekName(first), monthly: dayName(first).slice(0, 7) }[kind];
  return {
    kind,
    name,
    firstDay: dayName(first),
    lastDay: dayName(next - DAY_MS),
    from: new Date(firstInstantOf(offset, first)),
    to: new Date(firstInstantOf(offset, next)),
    tz,
  };
}

/** The last period that had ended at an instant. @throws RangeError for a name that is no zone */
export function lastPeriod(kind: ReportKind, at: Date, tz: string): ReportPeriod {
  const wall = at.getTime() + offsetOf(tz)(at.getTime());
  const [first] = bounds(kind, wall);
  return periodOfDay(kind, dayName(first - DAY_MS), tz);
}

/** Whether the reports of a kind are due on a day: the first after their period. @param wall as if in UTC */
export function isDueOn(kind: ReportKind, wall: number): boolean {
  return bounds(kind, wall)[0] === Math.floor(wall / DAY_MS) * DAY_MS;
}
