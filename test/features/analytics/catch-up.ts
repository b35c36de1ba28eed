import { sql } from 'kysely';
import { passOnce } from '../../../src/features/analytics/rollups/rollup-pass.service.ts';
import { type Em, row } from '../../../src/platform/db/sql.ts';

/**
 * Passes until everything that was committed before is counted. Transactions of other databases of the server hold a pass back too,
 * so one may not be enough.
 * @returns how many events were added
 */
export async function catchUp(em: () => Em): Promise<number> {
  const drawn = await row<{ xid: string }>(em(), sql`select pg_current_xact_id()::text as xid`);
  let events = 0;
  for (;;) {
    const pass = await passOnce(em());
    events += pass.events;
    const state = await row<{ watermark: string; rebuilds: boolean }>(
      em(),
      sql`select watermark::text as watermark, rebuild_day is not null as rebuilds from rollup_state`,
    );
    if (!pass.more && !state?.rebuilds && BigInt(state?.watermark ?? 0) > BigInt(drawn?.xid ?? 0)) return events;
  }
}
