import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { isArchived } from '../archive/archive.queries.ts';
import {
  addEvents,
  boundsOf,
  type DayPart,
  happenedIn,
  lockState,
  QUARTERS_OF_DAY,
  removePart,
  wholeDay,
} from './rollups.queries.ts';

/** A day is computed in parts, so that no statement grows with the day. This many take seconds. */
const EVENTS_PER_PART = 200_000;

export interface RebuildOptions {
  /** Whether transaction ids of the rows may be those of another cluster: all rows that have committed are counted then. */
  restored?: boolean;
  eventsPerPart?: number;
  /** Called after each part. */
  onPart?: (() => void) | undefined;
}

/** The condition for the rows of `event e` of a part. */
function isIn(part: DayPart) {
  const { from, to } = boundsOf(part);
  return happenedIn(from, to);
}

/** The parts of a day, as few as its events allow. A quarter is the smallest one. */
async function partsOf(em: Em, day: string, eventsPerPart: number): Promise<DayPart[]> {
  const found = await row<{ events: number }>(
    em,
    sql`select count(*)::float8 as events from event e where ${isIn(wholeDay(day))}`,
  );
  const quarters = Math.max(
    1,
    Math.floor((QUARTERS_OF_DAY * eventsPerPart) / Math.max(eventsPerPart, found?.events ?? 0)),
  );
  return Array.from({ length: Math.ceil(QUARTERS_OF_DAY / quarters) }, (_, n) => ({
    day,
    first: n * quarters,
    end: Math.min(QUARTERS_OF_DAY, (n + 1) * quarters),
  }));
}

/** Computes a part of a day again, under the lock of the state, which passes and drops of events take too. */
async function rebuildPart(tx: Em, part: DayPart, restored: boolean): Promise<number | null> {
  const { watermark } = await lockState(tx);
  if (await isArchived(tx, part.day)) return null;
  if (restored) {
    // No pass counts what has the id 0.
    await run(tx, sql`update event e set txid = 0 where e.txid >= ${watermark}::bigint and ${isIn(part)}`);
  }
  await removePart(tx, part);
  await run(tx, sql`update rollup_state set changes = changes + 1`);
  return await addEvents(tx, sql`e.txid < ${watermark}::bigint and ${isIn(part)}`);
}

/**
 * Computes a UTC day again from the rows that passes have seen. Each part commits by itself and may be repeated, so that a day that was
 * interrupted has true figures too.
 * @param day `2026-03-02`
 * @returns how many events the day has; null when some of them are gone, so that its figures stay as they are
 */
export async function rebuildDay(em: Em, day: string, options: RebuildOptions = {}): Promise<number | null> {
  const { restored = false, eventsPerPart = EVENTS_PER_PART, onPart } = options;
  let events = 0;
  for (const part of await partsOf(em, day, eventsPerPart)) {
    const counted = await transact(em, (tx) => rebuildPart(tx, part, restored));
    if (counted === null) return null;
    events += counted;
    onPart?.();
  }
  return events;
}
