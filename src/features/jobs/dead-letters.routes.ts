import type { z } from 'zod';
import { reply, toReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { jobSchema, type PresentJob } from '../../platform/jobs/job-view.ts';
import { bulkRetriedSchema, bulkRetryBody } from './dead-letters.schema.ts';
import type { DeadLettersService, Retried } from './dead-letters.service.ts';
import { jobIdParams } from './jobs.schema.ts';

export interface DeadLettersRoutesDeps {
  deadLetters: DeadLettersService;
  present: PresentJob;
}

function retriedOf(body: z.output<typeof bulkRetryBody>): Retried {
  if ('ids' in body) return { ids: body.ids };
  const { type, cause, from, to } = body;
  return {
    type,
    cause,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}

export function deadLettersRoutes({ deadLetters, present }: DeadLettersRoutesDeps): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/jobs/retry',
      operationId: 'retryJobs',
      tags: ['jobs'],
      summary: 'Retry many failed jobs',
      description:
        'By ids, or all unacknowledged failures of a type and a cause, at most 1,000 for one request and the oldest first. Each is ' +
        'retried once, however many requests there are. They start 200 a second. With `preview` nothing changes.',
      access: { roles: ['admin'] },
      limit: 'write',
      idempotent: true,
      request: { body: bulkRetryBody },
      responses: { 202: { description: 'What became of each job', body: bulkRetriedSchema } },
      handler: async ({ em, body }) => {
        const retried = retriedOf(body);
        const matching = await deadLetters.preview(em, retried);
        if (body.preview) return reply(202, { matching, retried: 0, left: matching, outcomes: [] });
        const { outcomes, left } = await deadLetters.retryMany(em, retried);
        const again = outcomes.filter(({ outcome }) => outcome === 'retried').length;
        return reply(202, { matching, retried: again, left, outcomes });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/jobs/:jobId/retry-now',
      operationId: 'retryJobNow',
      tags: ['jobs'],
      summary: 'Repeat the failed attempt of a running job now',
      description:
        'For a job that waits for its next attempt (`actions` has `retry-now`). The generation stays, and attempts are counted from one ' +
        'again. A job that does not wait answers 409 `job_not_waiting`.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { params: jobIdParams },
      responses: { 202: { description: 'The job, which is about to try again', body: jobSchema } },
      handler: async ({ em, principal, params }) => {
        const job = await deadLetters.retryNow(em, principal, params.jobId);
        return toReply(
          202,
          job,
          (found) => present(found, principal),
          ({ id }) => ({ location: `/api/jobs/${id}` }),
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/jobs/:jobId/acknowledge',
      operationId: 'acknowledgeJob',
      tags: ['jobs'],
      summary: 'Acknowledge a failed job',
      description:
        'It is no longer counted or listed as a dead letter, and can still be retried. A job that has not failed answers 409 ' +
        '`job_not_failed`.',
      access: {},
      limit: 'write',
      request: { params: jobIdParams },
      responses: {
        200: { description: 'The job as it is now', body: jobSchema },
        409: { description: '`job_not_failed`' },
      },
      handler: async ({ em, principal, params }) => {
        const job = await deadLetters.acknowledge(em, principal, params.jobId);
        return toReply(200, job, (found) => present(found, principal));
      },
    }),
  ];
}
