import { sql } from 'kysely';
import { type Em, row } from '../db/sql.ts';

/**
 * Whether a job of this type is waiting for its start or under way, and something happened to it within `quietMs`: a start
 * that was tried, or progress. One that is still for longer may be lost, which the sweeper finds out later.
 */
export async function hasLiveJob(em: Em, type: string, quietMs: number): Promise<boolean> {
  const live = await row(
    em,
    sql`select 1 as live from job where type = ${type} and status in ('queued', 'running')
          and updated_at > now() - ${quietMs} * interval '1 millisecond' limit 1`,
  );
  return live !== undefined;
}
