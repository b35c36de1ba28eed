import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';

export interface Freshness {
  asOf: Date | null;
  /** Nothing before it will be added to what the system records of itself. */
  finalUntil: Date | null;
}

/** How far the rollups are. While days are computed again, nothing is final. */
export async function freshness(em: Em): Promise<Freshness> {
  const found = await row<Freshness>(
    em,
    sql`select passed_at as "asOf", case when rebuild_day is null then complete_until end as "finalUntil" from rollup_state`,
  );
  return found ?? { asOf: null, finalUntil: null };
}
