import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';

export interface Freshness {
  asOf: Date | null;
  /** No further event of the system before this time will be added. */
  finalUntil: Date | null;
}

/** How far the rollups have come. While days are computed again, no figure is final. */
export async function freshness(em: Em): Promise<Freshness> {
  const found = await row<Freshness>(
    em,
    sql`select passed_at as "asOf", case when rebuild_day is null then complete_until end as "finalUntil" from rollup_state`,
  );
  return found ?? { asOf: null, finalUntil: null };
}
