import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { rebuildDay } from './rebuild-day.service.ts';

/** UTC days whose rows changed behind the back of the passes: they are computed again once they have settled. */

/** A day is computed only after it has settled, so that an import does not have it computed after each page. */
const SETTLED_MS = 30_000;

/**
 * Requests that days are computed again, in the transaction that changes their rows.
 * @param days `2026-03-02`
 */
export async function markDirty(tx: Em, days: readonly string[]): Promise<void> {
  if (days.length === 0) return;
  await run(
    tx,
    sql`insert into rollup_dirty_day (day) select day from unnest(${days}::date[]) as day order by day
        on conflict (day) do update set marked_at = now()`,
  );
}

/**
 * Computes the next day that was marked at least so many milliseconds ago. An archived day stays as it is.
 * @returns false when there is none
 */
export async function countDirtyDay(em: Em, settledMs = SETTLED_MS, onPart?: () => void): Promise<boolean> {
  const marked = await row<{ day: string; at: string }>(
    em,
    sql`select day::text as day, marked_at::text as at from rollup_dirty_day
        where marked_at <= now() - ${settledMs} * interval '1 millisecond' order by day limit 1`,
  );
  if (!marked) return false;
  await rebuildDay(em, marked.day, { onPart });
  // A day that was marked again meanwhile is computed again.
  await run(
    em,
    sql`delete from rollup_dirty_day where day = ${marked.day}::date and marked_at = ${marked.at}::timestamptz`,
  );
  return true;
}
