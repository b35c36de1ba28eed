import { z } from 'zod';
import type { Readiness } from './readiness.ts';
import { reply } from './reply.ts';
import { defineRoute, type Route } from './route.ts';

const checks = z.record(
  z.string(),
  z.strictObject({
    status: z.enum(['pass', 'fail', 'unknown']).describe('`unknown`: it did not answer in time'),
    required: z.boolean(),
    durationMs: z.number(),
  }),
);
const readiness = z.strictObject({ status: z.enum(['ready', 'unready', 'draining']), checks });
const health = z.strictObject({ status: z.enum(['ok', 'degraded']), uptimeSeconds: z.number(), checks });

interface HealthDeps {
  readiness(): Promise<Readiness>;
  draining(): boolean;
}

/** Liveness needs nothing, readiness names each dependency. Without rate limits, which need Postgres. */
export function healthRoutes({ readiness: ask, draining }: HealthDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/livez',
      operationId: 'getLiveness',
      tags: ['health'],
      summary: 'Check that the process answers',
      access: 'public',
      limit: 'none',
      request: {},
      responses: { 200: { description: 'The process answers', body: z.strictObject({ status: z.literal('ok') }) } },
      handler: () => reply(200, { status: 'ok' }),
    }),
    defineRoute({
      method: 'get',
      path: '/readyz',
      operationId: 'getReadiness',
      tags: ['health'],
      summary: 'Check whether the API can serve requests',
      access: 'public',
      limit: 'none',
      request: {},
      responses: {
        200: { description: 'Every required dependency passes', body: readiness },
        503: { description: 'The API is stopping, or a required dependency fails or does not answer', body: readiness },
      },
      handler: async () => {
        const now = await ask();
        if (draining()) return reply(503, { status: 'draining', checks: now.checks });
        return now.ready
          ? reply(200, { status: 'ready', checks: now.checks })
          : reply(503, { status: 'unready', checks: now.checks });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/health',
      operationId: 'getHealth',
      tags: ['health'],
      summary: 'Get the state of the API and its dependencies, for people',
      access: 'public',
      limit: 'none',
      request: {},
      responses: { 200: { description: 'The state', body: health } },
      handler: async () => {
        const now = await ask();
        const passing = Object.values(now.checks).every((check) => check.status === 'pass');
        return reply(200, {
          status: passing ? 'ok' : 'degraded',
          uptimeSeconds: Math.round(process.uptime()),
          checks: now.checks,
        });
      },
    }),
  ];
}
