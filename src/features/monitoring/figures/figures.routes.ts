import type { Authenticate } from '../../../platform/http/principal.ts';
import { isProblem, problem } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { PROMETHEUS_TYPE } from '../../../platform/metrics/prometheus-text.ts';
import type { MetricsRegistry } from '../../../platform/metrics/registry.ts';
import { READ, refusal } from '../monitoring.policy.ts';
import { periodOf, readHistory, readNow } from './metrics.service.ts';
import {
  CATALOGUE,
  catalogueSchema,
  metricsQuery,
  metricsSchema,
  performanceQuery,
  performanceSchema,
} from './monitoring.schema.ts';
import { readMonitoredPerformance } from './performance.service.ts';
import { bearerOf, isMetricsToken, scrape } from './scrape.ts';

export interface FiguresRoutesDeps {
  registry: MetricsRegistry;
  metricsToken: string | null;
  authenticate: Authenticate;
}

const tags = ['monitoring'];

export function figuresRoutes({ registry, metricsToken, authenticate }: FiguresRoutesDeps): Route[] {
  const refused = problem(401, 'unauthenticated', 'Send the token of scrapers or of an admin.', {
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
  const forbidden = problem(403, 'forbidden', 'Your role does not allow this.');

  async function mayScrape(header: string | null) {
    const token = bearerOf(header);
    if (isMetricsToken(token, metricsToken)) return null;
    if (token === null) return refused;
    const principal = await authenticate(token);
    if (isProblem(principal)) return principal.status === 401 ? refused : principal;
    const mayRead = principal.kind === 'user' || principal.scopes.includes('monitoring:read');
    return principal.role === 'admin' && mayRead ? null : forbidden;
  }

  return [
    defineRoute({
      method: 'get',
      path: '/metrics',
      operationId: 'scrapeMetrics',
      tags,
      summary: 'Get the metrics of this process in the format of Prometheus',
      description:
        'With `METRICS_TOKEN` as the bearer token, or the token of an admin. The worker answers the same on its health port, to ' +
        '`METRICS_TOKEN` only.',
      // The route checks the token by itself, since the token of scrapers belongs to no account.
      access: 'public',
      limit: 'none',
      request: {},
      responses: {
        200: { description: 'The metrics', contentType: PROMETHEUS_TYPE },
        401: { description: 'No token, or one that does not work' },
        403: { description: 'Not an admin' },
      },
      handler: async (input) =>
        (await mayScrape(input.header('authorization'))) ?? reply(200, await scrape(registry, input.em)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/monitoring/metrics',
      operationId: 'getMonitoringMetrics',
      tags,
      summary: 'Get what the processes and the system are like, now and in the past',
      description:
        'Processes write a sample every ten seconds. Samples are kept for a day, by the minute for a week and by ten minutes for 90 days.',
      access: READ,
      limit: 'read',
      request: { query: metricsQuery },
      responses: { 200: { description: 'The metrics', body: metricsSchema } },
      handler: async ({ em, principal, query }) => {
        const period = refusal(principal) ?? (await periodOf(em, query));
        if (isProblem(period)) return period;
        const { metrics, step } = query;
        const history = metrics === undefined ? null : await readHistory(em, period, metrics, step);
        if (isProblem(history)) return history;
        return reply(200, { ...(await readNow(em)), history });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/monitoring/metrics/catalogue',
      operationId: 'listMonitoringMetrics',
      tags,
      summary: 'List the metrics of the history, which rules can watch',
      access: READ,
      limit: 'read',
      request: {},
      responses: { 200: { description: 'All of them, by name', body: catalogueSchema } },
      handler: async ({ principal }) => refusal(principal) ?? reply(200, { data: CATALOGUE }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/monitoring/performance',
      operationId: 'getMonitoringPerformance',
      tags,
      summary: 'Get how fast the system answers, by route, and what is slowest',
      description:
        'Durations are measured from the arrival of a request to the last byte of its answer. Percentiles are read from merged ' +
        'histograms of all processes, to within 5 %.',
      access: READ,
      limit: 'read',
      request: { query: performanceQuery },
      responses: { 200: { description: 'The performance', body: performanceSchema } },
      handler: async ({ em, principal, query }) => {
        const period = refusal(principal) ?? (await periodOf(em, query));
        return isProblem(period) ? period : reply(200, await readMonitoredPerformance(em, period));
      },
    }),
  ];
}
