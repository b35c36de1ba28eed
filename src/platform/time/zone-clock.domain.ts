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

/** @throws RangeError for a name that is no zone */
export function offsetOf(timeZone: string): Offset {
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

/** The same over a time without a change, which is nearly always: formatting dates is slow. */
export function within(offset: Offset, from: number, to: number): Offset {
  const [before, after] = [offset(from - 2 * DAY_MS), offset(to + 2 * DAY_MS)];
  return before === after ? () => before : offset;
}
