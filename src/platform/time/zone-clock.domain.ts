/**
 * What clocks show, by the zones that `Intl` knows: the one source of zone rules, since Postgres has its own copy of them, of
 * another age. Walls are milliseconds as if the clock on the wall were in UTC. Offsets of zones are multiples of a quarter of an hour.
 */

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const OFFSET = /GMT(?:([+-])(\d\d):(\d\d))?$/;

/** By how many milliseconds a clock is ahead of UTC at an instant. */
export type Offset = (at: number) => number;

/** No zone changes its clocks twice within a week, so one with the same offset at both ends of it has that all week. */
const WEEK_MS = 7 * DAY_MS;
/** Nineteen years of weeks, of a zone. Those of names that are in use stay small. */
const MAX_WEEKS = 1_000;
const known = new Map<string, Offset>();

/** Remembers whole weeks without a change: formatting dates is slow, and a year of hours needs thousands. */
function remembered(exact: Offset): Offset {
  const weeks = new Map<number, number | null>();
  return (at) => {
    const week = Math.floor(at / WEEK_MS);
    let offset = weeks.get(week);
    if (offset === undefined) {
      const [first, last] = [exact(week * WEEK_MS), exact((week + 1) * WEEK_MS)];
      offset = first === last ? first : null;
      if (weeks.size >= MAX_WEEKS) weeks.clear();
      weeks.set(week, offset);
    }
    return offset ?? exact(at);
  };
}

/** @throws RangeError for a name that is no zone */
export function offsetOf(timeZone: string): Offset {
  const offset = known.get(timeZone) ?? remembered(exactOffsetOf(timeZone));
  known.set(timeZone, offset);
  return offset;
}

/** @throws RangeError for a name that is no zone */
function exactOffsetOf(timeZone: string): Offset {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return (at) => {
    const [, sign, hours = '0', minutes = '0'] = OFFSET.exec(format.format(at)) ?? [];
    const offset = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS;
    return sign === '-' ? -offset : offset;
  };
}

/** The first instant at which the clock shows `wall` or, where it jumps over it, more. */
export function firstInstantOf(offset: Offset, wall: number): number {
  // A day before and a day after are on both sides of a change.
  let at = wall - Math.max(offset(wall - DAY_MS), offset(wall + DAY_MS));
  while (at + offset(at) < wall) at += QUARTER_MS;
  return at;
}
