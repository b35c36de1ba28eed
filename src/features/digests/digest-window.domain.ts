import { firstInstantOf, offsetOf } from '../../platform/time/zone-clock.domain.ts';

/**
 * When digests are due: what the clocks of people show, by the zones that `Intl` knows. Walls are milliseconds as if the
 * clock on the wall were in UTC. Offsets of zones are multiples of a quarter of an hour.
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_DAYS = 7;
/** Longer than any clock was ever put forward or back at once, save over the date line. */
const CHANGE_MS = 3 * HOUR_MS;

/** A digest that could not be written within this time of its hour is left out: no one wants last night's this evening. */
export const DIGEST_FRESH_MS = 6 * HOUR_MS;
/** For how long after its hour a written one may wait for the mail server. */
export const DIGEST_KEEP_MS = DAY_MS;

/** ISO 8601: `2026-W53` of the first days of January 2027. */
function isoWeekOf(wall: number): string {
  const day = new Date(wall);
  // The year of a week is that of its Thursday.
  day.setUTCDate(day.getUTCDate() + 4 - isoDayOf(wall));
  const year = day.getUTCFullYear();
  const week = 1 + Math.floor((day.getTime() - Date.UTC(year, 0, 1)) / (WEEK_DAYS * DAY_MS));
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** 1 = Monday … 7 = Sunday. */
function isoDayOf(wall: number): number {
  return new Date(wall).getUTCDay() || WEEK_DAYS;
}

/** An hour that began in a zone. */
export interface ZoneHour {
  timeZone: string;
  /** ISO weekday and hour as people set them for their digest. */
  day: number;
  hour: number;
  /** ISO week of that day: one digest in each. */
  week: string;
  /** When the clock first showed the hour. */
  at: Date;
}

/**
 * All hours that began in a zone after `after` and until `until`, in order. An hour that a clock jumps over begins when the
 * one after it does; an hour that comes twice begins once.
 * @throws RangeError for a name that is no zone
 */
export function hoursOf(timeZone: string, after: Date, until: Date): ZoneHour[] {
  const [from, to] = [after.getTime(), until.getTime()];
  const offset = offsetOf(timeZone);
  const hours: ZoneHour[] = [];
  const first = Math.floor((from + offset(from) - CHANGE_MS) / HOUR_MS) * HOUR_MS;
  for (let wall = first; wall <= to + offset(to) + CHANGE_MS; wall += HOUR_MS) {
    const at = firstInstantOf(offset, wall);
    if (at <= from || at > to) continue;
    const hour = new Date(wall).getUTCHours();
    hours.push({ timeZone, day: isoDayOf(wall), hour, week: isoWeekOf(wall), at: new Date(at) });
  }
  return hours;
}

export interface DigestWeek {
  from: Date;
  /** Not part of it any more. */
  to: Date;
}

/**
 * What a digest tells of: the seven days before the one it is dated, from midnight to midnight where its reader lives.
 * @param date of the mail, which stays the same over all attempts
 * @throws RangeError for a name that is no zone
 */
export function digestWeekOf(date: Date, timeZone: string): DigestWeek {
  const offset = offsetOf(timeZone);
  const today = Math.floor((date.getTime() + offset(date.getTime())) / DAY_MS) * DAY_MS;
  const instant = (wall: number) => new Date(firstInstantOf(offset, wall));
  return { from: instant(today - WEEK_DAYS * DAY_MS), to: instant(today) };
}
