import { sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import type { JobRow } from '../../platform/jobs/job-row.ts';
import type { JobStatus } from '../../platform/jobs/jobs.contract.ts';

export async function findJob(em: Em, id: string): Promise<JobRow | undefined> {
  return await row<JobRow>(em, sql`select * from job where id = ${id}`);
}

/**
 * Those of the jobs whose rows are not of the version that is known, each with its version: the transaction that wrote it.
 * @param known id → `version` as of the last call; anything else for a job that is not known yet
 */
export async function findChangedJobs(
  em: Em,
  known: ReadonlyMap<string, { version: string }>,
): Promise<(JobRow & { version: string })[]> {
  const ids = [...known.keys()];
  const versions = [...known.values()].map(({ version }) => version);
  return await rows(
    em,
    sql`select job.*, job.xmin::text as version
        from unnest(${ids}::uuid[], ${versions}::text[]) as known (id, version) join job on job.id = known.id
        where job.xmin::text <> known.version`,
  );
}

export interface JobFilter {
  requestedBy: string | undefined;
  status: JobStatus | undefined;
  type: string | undefined;
  /** Only jobs older than this one: ids sort by time of creation. */
  before: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listJobs(em: Em, filter: JobFilter): Promise<JobRow[]> {
  const where = [sql`true`];
  if (filter.requestedBy !== undefined) where.push(sql`requested_by = ${filter.requestedBy}`);
  if (filter.status !== undefined) where.push(sql`status = ${filter.status}`);
  if (filter.type !== undefined) where.push(sql`type = ${filter.type}`);
  if (filter.before !== undefined) where.push(sql`id < ${filter.before}`);
  return await rows<JobRow>(
    em,
    sql`select * from job where ${sql.join(where, sql` and `)} order by id desc limit ${filter.limit}`,
  );
}

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

/** Counts and durations (milliseconds) of the jobs created in `[from, to)`, by type. */
export async function statsByType(em: Em, from: Date, to: Date): Promise<TypeStats[]> {
  return await rows<TypeStats>(
    em,
    sql`with sample as (
          select type, status,
            extract(epoch from started_at - greatest(queued_at, run_at)) * 1000 as wait_ms,
            extract(epoch from finished_at - started_at) * 1000 as run_ms
          from job where created_at >= ${from} and created_at < ${to})
        select type,
          count(*) filter (where status = 'queued')::int as queued,
          count(*) filter (where status = 'running')::int as running,
          count(*) filter (where status = 'succeeded')::int as succeeded,
          count(*) filter (where status = 'failed')::int as failed,
          count(*) filter (where status = 'cancelled')::int as cancelled,
          percentile_cont(0.5) within group (order by wait_ms)::float8 as wait_p50,
          percentile_cont(0.95) within group (order by wait_ms)::float8 as wait_p95,
          percentile_cont(0.5) within group (order by run_ms)::float8 as run_p50,
          percentile_cont(0.95) within group (order by run_ms)::float8 as run_p95
        from sample group by type order by type`,
  );
}

/** Jobs that ended as succeeded in `[from, to)`, whenever they were created. */
export async function countSucceeded(em: Em, from: Date, to: Date): Promise<number> {
  const found = await row<{ count: number }>(
    em,
    sql`select count(*)::int as count from job
        where finished_at >= ${from} and finished_at < ${to} and status = 'succeeded'`,
  );
  return found?.count ?? 0;
}

export async function failuresByCause(
  em: Em,
  from: Date,
  to: Date,
): Promise<{ type: string; code: string; count: number }[]> {
  return await rows(
    em,
    sql`select type, coalesce(error_code, 'unknown') as code, count(*)::int as count from job
        where finished_at >= ${from} and finished_at < ${to} and status = 'failed'
        group by 1, 2 order by count desc, type, code limit 100`,
  );
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
