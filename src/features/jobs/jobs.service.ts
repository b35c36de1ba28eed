import { resolvePeriod } from '../../platform/db/period.ts';
import type { Em } from '../../platform/db/sql.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { isProblem, notFound, type Problem, problem } from '../../platform/http/problem.ts';
import { cancelJob, retryJob } from '../../platform/jobs/commands.ts';
import type { JobRow } from '../../platform/jobs/job-row.ts';
import type { JobTypes } from '../../platform/jobs/job-type.ts';
import { JOB_STATUSES } from '../../platform/jobs/jobs.contract.ts';
import type { Launch } from '../../platform/jobs/launch.ts';
import { maySeeJob } from './jobs.policy.ts';
import {
  countSucceeded,
  failuresByCause,
  findJob,
  type JobFilter,
  listJobs,
  oldestWaiting,
  statsByType,
} from './jobs.queries.ts';
import type { JobStats } from './jobs.schema.ts';

const DAY_MS = 86_400_000;
/** A longer period would scan more rows than an answer should wait for. */
const MAX_PERIOD_MS = 92 * DAY_MS;

export interface JobsServiceDeps {
  types: JobTypes;
  launch: Launch;
}

export type JobsService = ReturnType<typeof createJobsService>;

/** Use cases on jobs: look, cancel, try again, count. */
export function createJobsService(deps: JobsServiceDeps) {
  async function get(em: Em, principal: Principal, jobId: string): Promise<JobRow | Problem> {
    const job = await findJob(em, jobId);
    return job && maySeeJob(principal, job) ? job : notFound('The job');
  }

  async function reread(em: Em, jobId: string): Promise<JobRow | Problem> {
    return (await findJob(em, jobId)) ?? notFound('The job');
  }

  return {
    get,

    async list(em: Em, principal: Principal, filter: JobFilter): Promise<JobRow[] | Problem> {
      const requestedBy = principal.role === 'admin' ? filter.requestedBy : principal.userId;
      if (filter.requestedBy !== undefined && filter.requestedBy !== requestedBy) return notFound('The user');
      return await listJobs(em, { ...filter, requestedBy });
    },

    /** 409 `job_ended` when it is too late. */
    async cancel(em: Em, principal: Principal, jobId: string): Promise<JobRow | Problem> {
      const job = await get(em, principal, jobId);
      if (isProblem(job)) return job;
      const outcome = await cancelJob(em, deps.types, jobId);
      if (outcome !== 'too_late') return await reread(em, jobId);
      return problem(409, 'job_ended', 'The job has already ended and cannot be cancelled.');
    },

    /** 409 `job_not_retryable` unless it failed or was cancelled. */
    async retry(em: Em, principal: Principal, jobId: string): Promise<JobRow | Problem> {
      const job = await get(em, principal, jobId);
      if (isProblem(job)) return job;
      const retried = await retryJob(em, deps.types, jobId, deps.launch);
      return retried ?? problem(409, 'job_not_retryable', `A job that is ${job.status} cannot be retried.`);
    },

    async stats(em: Em, period: { from: string | undefined; to: string | undefined }): Promise<JobStats | Problem> {
      const { from, to } = await resolvePeriod(em, period, 1);
      if (from >= to || to.getTime() - from.getTime() > MAX_PERIOD_MS) {
        return problem(400, 'invalid_request', '`from` must be before `to`, at most 92 days apart.', {
          errors: [{ field: 'query.from', code: 'invalid_period', message: 'before `to`, at most 92 days apart' }],
        });
      }
      const types = await statsByType(em, from, to);
      const succeeded = await countSucceeded(em, from, to);
      const oldest = await oldestWaiting(em);
      return {
        from: from.toISOString(),
        to: to.toISOString(),
        totals: Object.fromEntries(
          JOB_STATUSES.map((status) => [status, types.reduce((sum, type) => sum + type[status], 0)]),
        ) as JobStats['totals'],
        byType: types.map(({ wait_p50, wait_p95, run_p50, run_p95, ...counts }) => ({
          ...counts,
          waitMs: { p50: wait_p50, p95: wait_p95 },
          runMs: { p50: run_p50, p95: run_p95 },
        })),
        throughputPerMinute: succeeded / ((to.getTime() - from.getTime()) / 60_000),
        oldestWaiting: oldest
          ? {
              id: oldest.id,
              type: oldest.type,
              dueSince: oldest.due_since.toISOString(),
              ageSeconds: oldest.age_seconds,
            }
          : null,
        failuresByCause: await failuresByCause(em, from, to),
      };
    },
  };
}
