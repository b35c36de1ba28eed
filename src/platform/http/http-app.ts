import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa, { type Context } from 'koa';
import type { Config } from '../config.ts';
import type { Orm } from '../db/orm.ts';
import { type Logger, withLogFields } from '../log/logger.ts';
import { problemAnswer, send } from './answer.ts';
import { clientAddress } from './client-address.ts';
import { applyCors } from './cors.ts';
import { documentationRoutes } from './documentation.routes.ts';
import { drain, InFlight } from './drain.ts';
import { healthRoutes } from './health.routes.ts';
import { IdempotencyStore } from './idempotency.ts';
import { openApiDocument } from './openapi-document.ts';
import { databaseProblem } from './postgres-errors.ts';
import type { Authenticate } from './principal.ts';
import { notFound, type Problem, problem } from './problem.ts';
import { RateLimiter } from './rate-limiter.ts';
import { type ReadinessCheck, readinessOf } from './readiness.ts';
import type { RequestState } from './request-handler.ts';
import { requestIdOf } from './request-id.ts';
import type { Route } from './route.ts';
import { createRouting } from './routing.ts';
import { securityHeaders } from './security-headers.ts';
import { createHttpServer } from './server.ts';
import { isDecodablePath } from './validation.ts';

export interface HttpAppDeps {
  config: Config;
  orm: Orm;
  /** Of the features; the platform adds health and documentation. */
  routes: readonly Route[];
  authenticate: Authenticate;
  logger: Logger;
  readiness: readonly ReadinessCheck[];
}

export interface HttpApp {
  koa: Koa;
  server: Server;
  /** Everything that is served, the platform's own routes included. */
  routes: readonly Route[];
  /** Listens on the configured host and port. Resolves with where it serves. */
  listen(): Promise<{ url: string; port: number }>;
  /** Drains: takes no new connection, answers what is in flight within the drain time-out, then closes. */
  close(): Promise<void>;
}

const INTERNAL = problem(500, 'internal_error', 'Something went wrong on our side. Nothing was changed.');
/** Asked every few seconds by whoever supervises: their lines would bury the others. */
const PROBES = new Set(['/livez', '/readyz']);
const MALFORMED_URL = problem(400, 'malformed_url', 'The path is not valid URL encoding.');

/** The platform's own routes, with nothing behind them: for documents and lists, not for serving. */
export function describedPlatformRoutes(): Route[] {
  const nothing = { readiness: async () => ({ ready: true, checks: {} }), draining: () => false };
  return [...healthRoutes(nothing), ...documentationRoutes(() => '{}')];
}

/** Answers a path or method that no route has. */
function answerUnmatched(ctx: Context, allowed: string | null, requestId: string): void {
  if (allowed === null) return send(ctx, problemAnswer(notFound('The path'), requestId));
  ctx.set('Allow', allowed);
  if (ctx.method === 'OPTIONS') ctx.status = 204;
  else send(ctx, problemAnswer(problem(405, 'method_not_allowed', `This path answers ${allowed}.`), requestId));
  return undefined;
}

/** Joins the routes to a Koa application and an HTTP server. Connects to nothing. */
export function createHttpApp({ config, orm, routes, authenticate, logger, readiness }: HttpAppDeps): HttpApp {
  const { http } = config;
  let draining = false;
  const inFlight = new InFlight();

  const ask = readinessOf(readiness, (name, error) => logger.warn({ err: error, dependency: name }, 'not ready'));
  let openApiText: string | null = null;
  const served: readonly Route[] = [
    ...healthRoutes({ readiness: ask, draining: () => draining }),
    ...documentationRoutes(() => {
      openApiText ??= JSON.stringify(openApiDocument(served));
      return openApiText;
    }),
    ...routes,
  ];
  const fork = () => orm.em.fork();
  const routing = createRouting(served, {
    fork,
    authenticate,
    limiter: new RateLimiter(fork, http.rateLimitFactor),
    idempotency: new IdempotencyStore(),
    bodyLimitBytes: http.bodyLimitBytes,
    checkResponses: http.checkResponses,
    fingerprintSecret: config.links.secret,
  });
  const headers = securityHeaders(http);
  const origins = new Set(http.corsOrigins);

  /** What an error thrown on the way is answered with. Only surprises are logged as errors. */
  function problemOf(error: unknown): Problem {
    const known = databaseProblem(error);
    if (known) {
      logger.warn({ err: error, code: known.code }, 'the database did not serve a request');
      return known;
    }
    logger.error({ err: error }, 'a request failed');
    return INTERNAL;
  }

  async function handle(ctx: Context, state: RequestState): Promise<void> {
    try {
      if (applyCors(ctx, origins)) return;
      if (!isDecodablePath(ctx.path)) return send(ctx, problemAnswer(MALFORMED_URL, state.requestId));
      await routing.handle(ctx, async () => answerUnmatched(ctx, routing.allowed(ctx), state.requestId));
    } catch (error) {
      send(ctx, problemAnswer(problemOf(error), state.requestId));
    }
    return undefined;
  }

  const koa = new Koa();
  koa.on('error', (error: NodeJS.ErrnoException) => {
    // A client that leaves in the middle of a streamed answer is its own business.
    const left = error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET' || error.code === 'EPIPE';
    logger[left ? 'debug' : 'error']({ err: error }, 'an answer could not be sent');
  });
  koa.use(async (ctx) => {
    const startedAt = performance.now();
    const { req, res } = ctx;
    const state = { requestId: requestIdOf(req.headers['x-request-id']), ip: clientAddress(req, http.trustProxyHops) };
    ctx.state = state;
    res.setHeader('X-Request-Id', state.requestId);
    for (const [name, value] of headers) res.setHeader(name, value);
    await withLogFields({ request_id: state.requestId }, async () => {
      inFlight.enter();
      try {
        await handle(ctx, state);
      } finally {
        inFlight.leave();
      }
      if (draining) res.setHeader('Connection', 'close');
      const ms = Math.round((performance.now() - startedAt) * 10) / 10;
      const level = PROBES.has(ctx.path) ? 'debug' : 'info';
      logger[level]({ method: ctx.method, path: ctx.path, status: ctx.status, ms, ip: state.ip }, 'request');
    });
  });

  const server = createHttpServer(koa.callback(), http.requestTimeoutMs);
  return {
    koa,
    server,
    routes: served,
    async listen() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(http.port, http.host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      const { port } = server.address() as AddressInfo;
      const host = http.host.includes(':') ? `[${http.host}]` : http.host;
      return { url: `http://${host}:${port}`, port };
    },
    async close() {
      if (draining) return;
      draining = true;
      await drain(server, inFlight, http.drainTimeoutMs);
    },
  };
}
