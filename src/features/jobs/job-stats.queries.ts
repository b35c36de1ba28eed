import { sql } from 'kysely';
import type { Period } from '../../platform/db/period.ts';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import { DEAD_LETTERS } from '../../platform/jobs/dead-letters.ts';

/** The figures of `GET /api/jobs/stats`. Each statement is answered by one index, however many jobs there are beyond its period. */

export interface TypeStats {
  type: string;
  queued: number;
  running: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  wait_p50: number | null;
  wait_p95: number | null;
  run_p50: number | null;
  run_p95: number | null;
}

/** Counts and durations (milliseconds) of the jobs created in the period, by type. */
export async function statsByType(em: Em, { from, to }: Period): Promise<TypeStats[]> {
  return await rows<TypeStats>(
    em,
    sql`with sample as (
          select type, status,
            extract(epoch from started_at - greatest(queued_at, run_at))::float8 * 1000 as wait_ms,
            extract(epoch from finished_at - started_at)::float8 * 1000 as run_ms
          from job where created_at >= ${from} and created_at < ${to})
        select type,
          count(*) filter (where status = 'queued')::int as queued,
          count(*) filter (where status = 'running')::int as running,
          count(*) filter (where status = 'succeeded')::int as succeeded,
          count(*) filter (where status = 'failed')::int as failed,
          count(*) filter (where status = 'cancelled')::int as cancelled,
          percentile_cont(0.5) within group (order by wait_ms) as wait_p50,
          percentile_cont(0.95) within group (order by wait_ms) as wait_p95,
          percentile_cont(0.5) within group (order by run_ms) as run_p50,
          percentile_cont(0.95) within group (order by run_ms) as run_p95
        from sample group by type order by type`,
  );
}

/** Jobs that ended as succeeded in the period, whenever they were created. */
export async function countSucceeded(em: Em, { from, to }: Period): Promise<number> {
  const found = await row<{ count: number }>(
    em,
    sql`select count(*)::int as count from job
        where finished_at >= ${from} and finished_at < ${to} and status = 'succeeded'`,
  );
  return found?.count ?? 0;
}

export interface FailureCause {
  type: string;
  code: string;
  count: number;
  first_seen: Date;
  last_seen: Date;
}

/** What jobs failed of in the period, the most frequent first. */
export async function failuresByCause(em: Em, { from, to }: Period): Promise<FailureCause[]> {
  return await rows<FailureCause>(
    em,
    sql`select type, coalesce(error_code, 'unknown') as code, count(*)::int as count,
          min(finished_at) as first_seen, max(finished_at) as last_seen
        from job where finished_at >= ${from} and finished_at < ${to} and status = 'failed'
        group by type, error_code order by count desc, type, code limit 100`,
  );
}

export async function countDeadLetters(em: Em): Promise<number> {
  const found = await row<{ count: number }>(em, sql`select ${DEAD_LETTERS} as count`);
  return found?.count ?? 0;
}

/** The job that has been due longest and has no run yet. */
export async function oldestWaiting(
  em: Em,
): Promise<{ id: string; type: string; due_since: Date; age_seconds: number } | undefined> {
  return await row(
    em,
    sql`select id, type, greatest(queued_at, run_at) as due_since,
          extract(epoch from now() - greatest(queued_at, run_at))::float8 as age_seconds
        from job where status = 'queued' and greatest(queued_at, run_at) <= now()
        order by greatest(queued_at, run_at) limit 1`,
  );
}
