import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { lockState, rebuildDay } from './rollup-pass.service.ts';

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
export async function countDirtyDay(em: Em, settledMs = SETTLED_MS): Promise<boolean> {
  return await transact(em, async (tx) => {
    const { watermark } = await lockState(tx);
    const taken = await row<{ day: string }>(
      tx,
      sql`delete from rollup_dirty_day where day = (select day from rollup_dirty_day
            where marked_at <= now() - ${settledMs} * interval '1 millisecond' order by day limit 1)
            and marked_at <= now() - ${settledMs} * interval '1 millisecond'
          returning day::text as day`,
    );
    if (taken) await rebuildDay(tx, taken.day, watermark);
    return taken !== undefined;
  });
}
