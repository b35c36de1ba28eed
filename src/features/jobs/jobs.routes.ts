import type { z } from 'zod';
import { findPage, idKey, page, pageQuery } from '../../platform/http/pagination.ts';
import { reply, toReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { jobSchema, type PresentJob } from '../../platform/jobs/job-view.ts';
import type { JobFilter } from './jobs.queries.ts';
import { jobIdParams, jobListQuery, jobStatsQuery, jobStatsSchema, jobTypeSchema } from './jobs.schema.ts';
import type { JobsService } from './jobs.service.ts';

export interface JobsRoutesDeps {
  jobs: JobsService;
  present: PresentJob;
  kinds: readonly z.infer<typeof jobTypeSchema>[];
}

/** Times of a query as dates; the rest as it is. */
function filterOf(query: z.output<z.ZodObject<typeof jobListQuery>>): JobFilter {
  const { status, type, priority, cause, requestedBy, origin, retrying, deadLetter, from, to } = query;
  const dates = {
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
  return { status, type, priority, cause, requestedBy, origin, retrying, deadLetter, ...dates };
}

export function jobsRoutes({ jobs, present, kinds }: JobsRoutesDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/jobs',
      operationId: 'listJobs',
      tags: ['jobs'],
      summary: 'List jobs, newest first: your own, or all of them for admins',
      access: {},
      limit: 'read',
      request: { query: pageQuery.extend(jobListQuery) },
      responses: { 200: { description: 'A page of jobs', body: page(jobSchema) } },
      handler: async ({ em, principal, query }) => {
        const filter = filterOf(query);
        return toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => jobs.list(em, principal, { ...filter, before: before?.[0], limit }),
            keyOf: ({ id }) => [id],
            presenter: () => (job) => present(job, principal),
          }),
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/jobs/stats',
      operationId: 'getJobStats',
      tags: ['jobs'],
      summary: 'Get counts, durations and failures of jobs',
      access: { roles: ['admin'] },
      limit: 'read',
      request: { query: jobStatsQuery },
      responses: { 200: { description: 'Figures of the period', body: jobStatsSchema } },
      handler: async ({ em, query }) => {
        const stats = await jobs.stats(em, { from: query.from, to: query.to });
        return toReply(200, stats);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/jobs/types',
      operationId: 'listJobTypes',
      tags: ['jobs'],
      summary: 'List the types of jobs, and how each of their steps is repeated when it fails',
      access: {},
      limit: 'read',
      request: {},
      responses: { 200: { description: 'All types, by name', body: page(jobTypeSchema) } },
      handler: () => reply(200, { data: kinds, nextCursor: null }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/jobs/:jobId',
      operationId: 'getJob',
      tags: ['jobs'],
      summary: 'Get a job: status, progress, attempts, error, result',
      access: {},
      limit: 'read',
      request: { params: jobIdParams },
      responses: { 200: { description: 'The job', body: jobSchema } },
      handler: async ({ em, principal, params }) => {
        const job = await jobs.get(em, principal, params.jobId);
        return toReply(200, job, (found) => present(found, principal));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/jobs/:jobId/cancel',
      operationId: 'cancelJob',
      tags: ['jobs'],
      summary: 'Cancel a job',
      description:
        'A job that has not started is cancelled at once. A running job is asked to stop and decides how it ends: read ' +
        'its status again. 409 `job_ended` if it has already ended, `job_of_another_release` while a release is under way and ' +
        'the program that answers does not know the type of the job.',
      access: {},
      limit: 'write',
      request: { params: jobIdParams },
      responses: {
        200: { description: 'The job as it now is', body: jobSchema },
        409: { description: '`job_ended` or `job_of_another_release`' },
      },
      handler: async ({ em, principal, params }) => {
        const job = await jobs.cancel(em, principal, params.jobId);
        return toReply(200, job, (found) => present(found, principal));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/jobs/:jobId/retry',
      operationId: 'retryJob',
      tags: ['jobs'],
      summary: 'Retry a failed or cancelled job',
      description:
        'What it had already done stays done. 409 `job_not_retryable` in any other status, `job_of_another_release` as for a cancellation.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { params: jobIdParams },
      responses: { 202: { description: 'The job, queued again', body: jobSchema } },
      handler: async ({ em, principal, params }) => {
        const job = await jobs.retry(em, principal, params.jobId);
        return toReply(
          202,
          job,
          (found) => present(found, principal),
          (job) => ({ location: `/api/jobs/${job.id}` }),
        );
      },
    }),
  ];
}
