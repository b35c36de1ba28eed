import { toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { readerAccess, refusal } from '../readers.ts';
import { funnelBody, funnelSchema, retentionQuery, retentionSchema } from './journeys.schema.ts';
import { readFunnel, readRetention } from './journeys.service.ts';

const tags = ['analytics'];

export function journeysRoutes(): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/analytics/funnel',
      operationId: 'countFunnel',
      tags,
      summary: 'Count how many users came how far through some steps',
      description:
        'Exact, from the events themselves, those of the last two seconds included. A user is counted in a step who did it after all the ' +
        'steps before it, at most `withinHours` after the first one; other events may lie between. Of two events at the same instant the one with ' +
        'the lower id is the first. Events of crawlers are left out. 400 `too_many_events` beyond three million events of these names.',
      access: readerAccess,
      limit: 'heavy',
      request: { body: funnelBody },
      responses: { 200: { description: 'Users for each step', body: funnelSchema } },
      handler: async ({ em, principal, body }) => toReply(200, refusal(principal) ?? (await readFunnel(em, body))),
    }),
    defineRoute({
      method: 'get',
      path: '/api/analytics/retention',
      operationId: 'getRetention',
      tags,
      summary: 'Count how many new users were active in the steps after their sign-up',
      description:
        'A cohort is those who signed up in a step. A step that the period cuts short has figures of its part. Users who deleted ' +
        'their accounts are in no cohort.',
      access: readerAccess,
      limit: 'heavy',
      request: { query: retentionQuery },
      responses: { 200: { description: 'A cohort for each step', body: retentionSchema } },
      handler: async ({ em, principal, query }) => toReply(200, refusal(principal) ?? (await readRetention(em, query))),
    }),
  ];
}
