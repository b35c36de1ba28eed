import { z } from 'zod';
import { userIdParams } from '../../platform/http/id-input.ts';
import { findPage, page, pageQuery } from '../../platform/http/pagination.ts';
import { reply, toReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import { jobSchema, type PresentJob } from '../../platform/jobs/job-view.ts';
import { presentLeader } from './credibility/credibility.presenter.ts';
import { leaderKey, leaderSchema } from './credibility/credibility.schema.ts';
import { listCredibility } from './credibility/credibility.service.ts';
import { eventsRoutes } from './events/events.routes.ts';
import type { EventsService } from './events/events.service.ts';
import { readEventCounts, readSeries } from './figures/event-counts.service.ts';
import {
  eventCountsSchema,
  periodQuery,
  platformSchema,
  seriesQuery,
  seriesSchema,
  userAnalyticsSchema,
} from './figures/figures.schema.ts';
import { readPlatform } from './figures/platform.service.ts';
import { readUserAnalytics } from './figures/user.service.ts';
import { importsRoutes } from './imports/imports.routes.ts';
import type { Imports } from './imports/receive-import.service.ts';
import { journeysRoutes } from './journeys/journeys.routes.ts';
import { readerAccess, refusal } from './readers.ts';
import type { LiveFiguresReader } from './realtime/live-figures.service.ts';
import { liveFiguresSchema } from './realtime/realtime.schema.ts';
import { requestRebuild } from './rollups/rebuild.service.ts';

export interface AnalyticsRoutesDeps {
  events: EventsService;
  imports: Imports;
  live: LiveFiguresReader;
  enqueue: Enqueue;
  presentJob: PresentJob;
}

const tags = ['analytics'];

const day = z.iso.date();

export function analyticsRoutes({ events, imports, live, enqueue, presentJob }: AnalyticsRoutesDeps): Route[] {
  return [
    ...eventsRoutes(events),
    ...importsRoutes(imports, presentJob),
    ...journeysRoutes(),
    defineRoute({
      method: 'get',
      path: '/api/analytics/platform',
      operationId: 'getPlatformAnalytics',
      tags,
      summary: 'Get the figures of the platform',
      description:
        'Users, posts, engagement and everything else that happened in a period, step by step, in all, and against the period before; ' +
        'what there is; how the system answered. Figures are read from rollups that are about two seconds behind. Crawlers are in none of them.',
      access: readerAccess,
      limit: 'read',
      request: { query: periodQuery },
      responses: { 200: { description: 'The figures', body: platformSchema } },
      handler: async ({ em, principal, query }) => {
        const found = refusal(principal) ?? (await readPlatform(em, query));
        return toReply(200, found);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/analytics/user/:userId',
      operationId: 'getUserAnalytics',
      tags,
      summary: 'Get the figures of a user',
      description:
        'What they did in a period and what came back. `private` is for the user and admins, and null for others.',
      access: { scope: 'analytics:read' },
      limit: 'read',
      request: { params: userIdParams, query: periodQuery },
      responses: { 200: { description: 'The figures', body: userAnalyticsSchema } },
      handler: async ({ em, principal, params, query }) => {
        const found = await readUserAnalytics(em, principal, params.userId, query);
        return toReply(200, found);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/analytics/realtime',
      operationId: 'getLiveFigures',
      tags,
      summary: 'Get what happens now',
      description:
        'The same is sent to the topic `metrics` every two seconds while an admin listens. All instances give the same answer.',
      access: readerAccess,
      limit: 'read',
      request: {},
      responses: { 200: { description: 'The live figures', body: liveFiguresSchema } },
      handler: async ({ em, principal }) => refusal(principal) ?? reply(200, await live.read(em)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/analytics/series',
      operationId: 'getEventSeries',
      tags,
      summary: 'Count the events of one name, step by step',
      access: readerAccess,
      limit: 'read',
      request: { query: seriesQuery },
      responses: { 200: { description: 'The counts', body: seriesSchema } },
      handler: async ({ em, principal, query }) => {
        const found = refusal(principal) ?? (await readSeries(em, query));
        return toReply(200, found);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/analytics/events',
      operationId: 'getEventCounts',
      tags,
      summary: 'Count the events of a period by name',
      access: readerAccess,
      limit: 'read',
      request: { query: periodQuery },
      responses: { 200: { description: 'The counts, greatest first', body: eventCountsSchema } },
      handler: async ({ em, principal, query }) => {
        const found = refusal(principal) ?? (await readEventCounts(em, query));
        return toReply(200, found);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/analytics/credibility',
      operationId: 'listCredibility',
      tags,
      summary: 'List the most credible users, best first',
      description:
        'How far calls can be believed, measured against the benchmark and against what anybody gets by guessing. Only users with at ' +
        'least 10 scored calls, of 5 days and on 3 assets. Computed again when a call ends, and once a day.',
      access: { scope: 'analytics:read' },
      limit: 'read',
      request: { query: pageQuery },
      responses: { 200: { description: 'A page of users', body: page(leaderSchema) } },
      handler: async ({ em, query }) => {
        const found = await findPage(query, leaderKey, {
          find: (after, limit) => listCredibility(em, limit, after),
          keyOf: ({ score, user_id }) => [score, user_id],
          presenter: () => presentLeader,
        });
        return toReply(200, found);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/analytics/rebuild',
      operationId: 'rebuildAnalytics',
      tags,
      summary: 'Compute the figures of whole days from scratch',
      description: 'For after a repair of events. 409 `events_gone` where the events of a day are not kept any more.',
      access: { roles: ['admin'] },
      limit: 'heavy',
      idempotent: true,
      request: {
        body: z.strictObject({
          from: day.describe('First UTC day'),
          to: day.describe('Last UTC day, 400 days later at most'),
        }),
      },
      responses: {
        202: { description: 'The job that does it', body: jobSchema, headers: { Location: 'Path of the job' } },
        409: { description: 'The events are gone' },
      },
      handler: async ({ em, principal, body }) => {
        const job = await requestRebuild(em, enqueue, principal, body);
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
