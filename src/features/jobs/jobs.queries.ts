import { type RawBuilder, sql } from 'kysely';
import { firstIdAt } from '../../platform/db/ids.ts';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import { IS_DEAD_LETTER } from '../../platform/jobs/dead-letters.ts';
import type { JobRow } from '../../platform/jobs/job-row.ts';
import type { JobOrigin } from '../../platform/jobs/job-state.domain.ts';
import type { JobPriority, JobStatus } from '../../platform/jobs/jobs.contract.ts';

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

/** Which jobs: all that every given field fits. */
export interface JobFilter {
  requestedBy?: string | undefined;
  status?: JobStatus | undefined;
  type?: string | undefined;
  priority?: JobPriority | undefined;
  /** Code of the error of a failed job, or of the last attempt of one that is repeated. */
  cause?: string | undefined;
  origin?: JobOrigin | undefined;
  /** Under way, and waiting to repeat an attempt that failed. */
  retrying?: boolean | undefined;
  /** Failed, and no person has said yet that they have seen it. */
  deadLetter?: boolean | undefined;
  /** Created in `[from, to)`: ids sort by time of creation. */
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface JobListFilter extends JobFilter {
  /** Only jobs older than this one. */
  before: string | undefined;
  limit: number;
}

const ORIGINS: Readonly<Record<JobOrigin, RawBuilder<unknown>>> = {
  person: sql`requested_by is not null and period_key is null`,
  schedule: sql`period_key is not null`,
  system: sql`requested_by is null and period_key is null`,
};

const IS_RETRYING = sql`status = 'running' and next_attempt_at is not null`;

/** Conditions whose values are few stand as literals, so that plans for any parameters may use their partial indexes. */
function conditionsOf(filter: JobFilter): RawBuilder<unknown>[] {
  const where = [];
  if (filter.requestedBy !== undefined) where.push(sql`requested_by = ${filter.requestedBy}`);
  if (filter.status !== undefined) where.push(sql`status = ${sql.lit(filter.status)}`);
  if (filter.type !== undefined) where.push(sql`type = ${filter.type}`);
  if (filter.priority !== undefined) where.push(sql`priority = ${sql.lit(filter.priority)}`);
  if (filter.cause !== undefined) where.push(sql`error_code = ${filter.cause}`);
  if (filter.origin !== undefined) where.push(ORIGINS[filter.origin]);
  if (filter.retrying !== undefined) where.push(filter.retrying ? IS_RETRYING : sql`(${IS_RETRYING}) is not true`);
  if (filter.deadLetter !== undefined)
    where.push(filter.deadLetter ? IS_DEAD_LETTER : sql`(${IS_DEAD_LETTER}) is not true`);
  if (filter.from !== undefined) where.push(sql`id >= ${firstIdAt(filter.from)}`);
  if (filter.to !== undefined) where.push(sql`id < ${firstIdAt(filter.to)}`);
  return where;
}

/** Newest first. */
export async function listJobs(em: Em, filter: JobListFilter): Promise<JobRow[]> {
  const where = conditionsOf(filter);
  if (filter.before !== undefined) where.push(sql`id < ${filter.before}`);
  const which = where.length === 0 ? sql`` : sql`where ${sql.join(where, sql` and `)}`;
  return await rows<JobRow>(em, sql`select * from job ${which} order by id desc limit ${filter.limit}`);
}
