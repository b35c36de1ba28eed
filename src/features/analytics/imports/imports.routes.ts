import { toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { jobSchema, type PresentJob } from '../../../platform/jobs/job-view.ts';
import { refusal } from '../readers.ts';
import { IMPORT_LIMIT_BYTES, type Imports } from './receive-import.service.ts';

const EXAMPLE = [
  { name: 'page.viewed', eventId: '1', occurredAt: '2026-01-02T14:30:00Z', properties: { path: '/AAPL' } },
  { name: 'page.viewed', eventId: '2', occurredAt: '2026-01-02T14:31:00Z', properties: { path: '/IBM' } },
];

export function importsRoutes(imports: Imports, presentJob: PresentJob): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/analytics/events/import',
      operationId: 'importEvents',
      tags: ['analytics'],
      summary: 'Import older events from a file',
      description:
        'One event a line, as `POST /api/analytics/events` takes them; each must say when it happened, and may name the `userId` whose it is. ' +
        'All lines are checked as they arrive: a 400 names up to 50 bad ones, and nothing is stored then. A job stores the events and counts ' +
        'their days again; its result says how many were stored, stored before, or rejected: too old (days that are not kept any more), in the ' +
        'future, of an archived day, of an unknown user. An event with an `eventId` is stored once for each sender, `eventId` and ' +
        '`occurredAt`, however often it is sent or imported; one without is another event in each import.',
      access: { roles: ['admin'], scope: 'events:write-any' },
      limit: 'heavy',
      request: {
        stream: {
          limitBytes: IMPORT_LIMIT_BYTES,
          content: { 'application/x-ndjson': { example: EXAMPLE.map((line) => JSON.stringify(line)).join('\n') } },
        },
      },
      responses: {
        202: { description: 'The job that stores them', body: jobSchema, headers: { Location: 'Path of the job' } },
      },
      handler: async ({ em, principal, body }) => {
        const job = refusal(principal) ?? (await imports.take(em, principal.userId, body));
        return toReply(
          202,
          job,
          (made) => presentJob(made, principal),
          ({ id }) => ({ location: `/api/jobs/${id}` }),
        );
      },
    }),
  ];
}
