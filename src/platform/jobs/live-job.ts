import { sql } from 'kysely';
import { type Em, row } from '../db/sql.ts';

/**
 * Whether a job of this type waits for its start, or its run has got on within `quietMs`. One whose run is still for longer may
 * be lost or stuck. That the sweeper or anything else looked at it is no progress.
 * The order has no meaning but the plan: without it Postgres hopes to find one soon by reading the whole table.
 */
export async function hasLiveJob(em: Em, type: string, quietMs: number): Promise<boolean> {
  const live = await row(
    em,
    sql`select 1 as live from job where type = ${type} and status in ('queued', 'running')
          and (dispatched_at is null or progressed_at > now() - ${quietMs} * interval '1 millisecond')
        order by id desc limit 1`,
  );
  return live !== undefined;
}
