import { firstInstantOf, offsetOf } from './zone-clock.domain.ts';

/** Cuts a period into the hours, days, weeks and months of a zone. */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

export interface Step {
  from: Date;
  /** Not part of it. */
  to: Date;
}

/** The beginning of the interval that a wall is in. ISO weeks begin on Monday. */
function floorWall(wall: number, interval: Interval): number {
  if (interval === 'hour') return Math.floor(wall / HOUR_MS) * HOUR_MS;
  const day = Math.floor(wall / DAY_MS) * DAY_MS;
  if (interval === 'day') return day;
  const date = new Date(day);
  if (interval === 'week') return day - ((date.getUTCDay() + 6) % 7) * DAY_MS;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function nextWall(wall: number, interval: Interval): number {
  if (interval === 'hour') return wall + HOUR_MS;
  if (interval === 'day') return wall + DAY_MS;
  if (interval === 'week') return wall + 7 * DAY_MS;
  const date = new Date(wall);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/**
 * The steps of a period in a zone, in order and without gaps; the first and the last are cut where the period begins and ends. An
 * hour that comes twice is one step; one that a clock jumps over is none.
 * @throws RangeError for a name that is no zone
 */
export function stepsOf({ from, to }: Step, interval: Interval, timeZone: string): Step[] {
  const offset = offsetOf(timeZone);
  const bounds = [from.getTime()];
  const end = to.getTime();
  let wall = floorWall(from.getTime() + offset(from.getTime()), interval);
  for (;;) {
    wall = nextWall(wall, interval);
    const at = firstInstantOf(offset, wall);
    if (at >= end) break;
    if (at > (bounds.at(-1) as number)) bounds.push(at);
  }
  bounds.push(end);
  return bounds.slice(0, -1).map((at, index) => ({ from: new Date(at), to: new Date(bounds[index + 1] as number) }));
}
