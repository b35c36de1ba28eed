import { resolvePeriod } from '../../platform/db/period.ts';
import type { Em } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { isProblem, notFound, type Problem, problem } from '../../platform/http/problem.ts';
import { cancelJob, retryJob } from '../../platform/jobs/commands.ts';
import type { JobRow } from '../../platform/jobs/job-row.ts';
import type { JobTypes } from '../../platform/jobs/job-type.ts';
import type { Launch } from '../../platform/jobs/launch.ts';
import { UnknownJobType } from '../../platform/jobs/settle.ts';
import { recordDeed } from '../audit/audit.service.ts';
import { presentStats } from './job-stats.presenter.ts';
import { countDeadLetters, countSucceeded, failuresByCause, oldestWaiting, statsByType } from './job-stats.queries.ts';
import { maySeeJob } from './jobs.policy.ts';
import { findJob, type JobListFilter, listJobs } from './jobs.queries.ts';
import type { JobStats } from './jobs.schema.ts';

const DAY_MS = 86_400_000;
/** A longer period would scan more rows than an answer should wait for. */
const MAX_PERIOD_MS = 92 * DAY_MS;

export interface JobsServiceDeps {
  types: JobTypes;
  launch: Launch;
}

export type JobsService = ReturnType<typeof createJobsService>;

const OTHER_RELEASE = problem(
  409,
  'job_of_another_release',
  'The job is of a feature that this release of the program does not have. Try again when the release is complete.',
);

/** What a command answers; its transaction is rolled back when the job is of a feature that this program does not have. */
async function unlessUnknown(command: () => Promise<JobRow | Problem>): Promise<JobRow | Problem> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof UnknownJobType) return OTHER_RELEASE;
    throw error;
  }
}

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

    async list(em: Em, principal: Principal, filter: JobListFilter): Promise<JobRow[] | Problem> {
      const requestedBy = principal.role === 'admin' ? filter.requestedBy : principal.userId;
      if (filter.requestedBy !== undefined && filter.requestedBy !== requestedBy) return notFound('The user');
      return await listJobs(em, { ...filter, requestedBy });
    },

    /** 409 `job_ended` when it is too late, `job_of_another_release` when it has not begun and its feature is not here. */
    async cancel(em: Em, principal: Principal, jobId: string): Promise<JobRow | Problem> {
      const job = await get(em, principal, jobId);
      if (isProblem(job)) return job;
      return await unlessUnknown(() =>
        transact(em, async (tx) => {
          const outcome = await cancelJob(tx, deps.types, jobId);
          if (outcome === 'too_late') {
            return problem(409, 'job_ended', 'The job has already ended and cannot be cancelled.');
          }
          await recordDeed(tx, 'job.cancelled', { targetId: jobId });
          return await reread(tx, jobId);
        }),
      );
    },

    /** 409 `job_not_retryable` unless it failed or was cancelled, `job_of_another_release` when its feature is not here. */
    async retry(em: Em, principal: Principal, jobId: string): Promise<JobRow | Problem> {
      const job = await get(em, principal, jobId);
      if (isProblem(job)) return job;
      return await unlessUnknown(() =>
        transact(em, async (tx) => {
          const retried = await retryJob(tx, deps.types, jobId, deps.launch);
          if (retried) await recordDeed(tx, 'job.retried', { targetId: jobId });
          return retried ?? problem(409, 'job_not_retryable', `A job that is ${job.status} cannot be retried.`);
        }),
      );
    },

    async stats(em: Em, period: { from: string | undefined; to: string | undefined }): Promise<JobStats | Problem> {
      const { from, to } = await resolvePeriod(em, period, 1);
      if (from >= to || to.getTime() - from.getTime() > MAX_PERIOD_MS) {
        return problem(400, 'invalid_request', '`from` must be before `to`, at most 92 days apart.', {
          errors: [{ field: 'query.from', code: 'invalid_period', message: 'before `to`, at most 92 days apart' }],
        });
      }
      return presentStats(
        { from, to },
        {
          types: await statsByType(em, { from, to }),
          succeeded: await countSucceeded(em, { from, to }),
          deadLetters: await countDeadLetters(em),
          oldest: await oldestWaiting(em),
          causes: await failuresByCause(em, { from, to }),
        },
      );
    },
  };
}
