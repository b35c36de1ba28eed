import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import Koa, { type Context } from 'koa';
import type { Config } from '../config.ts';
import type { Orm } from '../db/orm.ts';
import { type Logger, withLogFields } from '../log/logger.ts';
import { redactPath } from '../log/redact.ts';
import { attackOf, countAttack } from '../metrics/attacks.ts';
import type { AnsweredRequest } from '../metrics/http-load.ts';
import { StorageUnavailable } from '../storage/storage.ts';
import { currentTraceId } from '../telemetry/trace-context.ts';
import { type Answer, dropAnswer, problemAnswer, type SendOptions, send } from './answer.ts';
import { watchArrival } from './bodies/arrival.ts';
import { announcesBody } from './bodies/body.ts';
import { BodyBudget } from './bodies/body-budget.ts';
import { clientAddress } from './client-address.ts';
import { applyCors } from './cors.ts';
import { databaseProblem } from './database-problem.ts';
import { type Deadline, withDeadline } from './deadline.ts';
import { documentationRoutes } from './documentation.routes.ts';
import { drain, InFlight } from './drain.ts';
import { healthRoutes } from './health.routes.ts';
import { IdempotencyStore } from './idempotency/idempotency.ts';
import { asksForPage, NO_PAGE } from './no-page.ts';
import { type ApiGuide, openApiDocument } from './openapi-document.ts';
import type { Authenticate } from './principal.ts';
import { notFound, type Problem, ProblemError, problem } from './problem.ts';
import { RateLimiter } from './rate-limiter.ts';
import { Readers } from './readers.ts';
import { type ReadinessCheck, readinessOf } from './readiness.ts';
import type { RequestState } from './request-handler.ts';
import { requestIdOf } from './request-id.ts';
import type { Route } from './route.ts';
import { createRouting } from './routing.ts';
import { securityHeaders } from './security-headers.ts';
import { createHttpServer, refuseLate } from './server.ts';
import type { Upgrades } from './upgrades.ts';
import { isDecodablePath } from './validation.ts';

export interface HttpAppDeps {
  config: Config;
  orm: Orm;
  /** Of the features; the platform adds health and documentation. */
  routes: readonly Route[];
  authenticate: Authenticate;
  logger: Logger;
  readiness: readonly ReadinessCheck[];
  /** What the documentation says beside the routes. */
  guide?: ApiGuide;
  /** Takes connections over from HTTP, for WebSockets. */
  upgrades?: Upgrades;
  /** Counts what is answered, and in how many milliseconds. */
  load?: { record(request: AnsweredRequest): void };
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

const INTERNAL = problem(500, 'internal_error', 'An error on our side. Nothing was changed.');
const PREFLIGHT: Answer = { status: 204, headers: {}, body: null };
const NO_ROUTE = async () => undefined;
/** Requests do not use the ORM's ambient context, so there is none to look for. */
const FORK = { disableContextResolution: true };
/** Asked every few seconds by anyone who supervises: their lines would bury the others. */
const PROBES = new Set(['/livez', '/readyz']);
const WARN_EVERY_MS = 600_000;
/** The outcome is unknown. A client that repeats a POST should send the same `Idempotency-Key`. */
const TOO_LATE = problem(503, 'answer_timeout', 'The answer took too long. The request may still take effect.', {
  headers: { 'Retry-After': '5' },
});
const STORAGE_AWAY = problem(503, 'storage_unavailable', 'The storage of files does not answer. Try again soon.', {
  headers: { 'Retry-After': '5' },
});
const MALFORMED_URL = problem(400, 'malformed_url', 'The path is not valid URL encoding.');

/** The platform's own routes, with nothing behind them: for documents and lists, not for serving. */
export function describedPlatformRoutes(): Route[] {
  const nothing = { readiness: async () => ({ ready: true, checks: {} }), draining: () => false };
  return [...healthRoutes(nothing), ...documentationRoutes(() => '{}')];
}

/** What is answered where no route has the path, or none the method. */
function unmatched({ req, method, path }: Context, allowed: string | null, requestId: string): Answer {
  if (allowed === null) return asksForPage(req, path) ? NO_PAGE : problemAnswer(notFound('The path'), requestId);
  if (method === 'OPTIONS') return { status: 204, headers: { Allow: allowed }, body: null };
  const found = problem(405, 'method_not_allowed', `This path accepts only ${allowed}.`, {
    headers: { Allow: allowed },
  });
  return problemAnswer(found, requestId);
}

/** A request that took longer than this, or failed, is shown with its trace. */
const WORTH_SHOWING_MS = 50;

/** Counts the request once its last byte has gone out, or its connection is lost. */
function countAnswered(
  load: NonNullable<HttpAppDeps['load']>,
  { req, res }: Context,
  { route, requestId }: RequestState,
  { status, body }: Answer,
  startedAt: number,
): void {
  const shown = performance.now() - startedAt > WORTH_SHOWING_MS || status >= 500 || body instanceof Readable;
  const traceId = shown ? currentTraceId() : null;
  const count = () => {
    const ms = performance.now() - startedAt;
    load.record({ route, method: req.method ?? '', status, ms, requestId, traceId });
  };
  if (res.closed) count();
  else res.once('close', count);
}

/** Joins the routes to a Koa application and an HTTP server. Connects to nothing. */
export function createHttpApp(deps: HttpAppDeps): HttpApp {
  const { config, orm, routes, authenticate, logger, readiness, guide, upgrades, load } = deps;
  const { http } = config;
  let draining = false;
  const inFlight = new InFlight();

  const ask = readinessOf(readiness, (name, error) => logger.warn({ err: error, dependency: name }, 'not ready'));
  let openApiText: string | null = null;
  const served: readonly Route[] = [
    ...healthRoutes({ readiness: ask, draining: () => draining }),
    ...documentationRoutes(() => {
      openApiText ??= JSON.stringify(openApiDocument(served, guide ?? null));
      return openApiText;
    }),
    ...routes,
  ];
  const fork = () => orm.em.fork(FORK);
  const routing = createRouting(served, {
    fork,
    authenticate,
    limiter: new RateLimiter(fork, http.rateLimitFactor),
    idempotency: new IdempotencyStore(),
    bodyLimitBytes: http.bodyLimitBytes,
    bodies: new BodyBudget(http.bodiesBytes),
    streamTimeoutMs: http.streamTimeoutMs,
    answerTimeoutMs: http.answerTimeoutMs,
    checkResponses: http.checkResponses,
    fingerprintSecret: config.links.secret,
  });
  const headers = securityHeaders(http);
  const origins = new Set(http.corsOrigins);

  /** What an error thrown on the way is answered with. Only surprises are logged as errors. */
  function problemOf(error: unknown): Problem {
    if (error instanceof ProblemError) return error.problem;
    // Asked for first: what it was caused by may look as if Postgres were away.
    if (error instanceof StorageUnavailable) {
      logger.warn({ err: error }, 'the storage did not serve a request');
      return STORAGE_AWAY;
    }
    const known = databaseProblem(error);
    if (known) {
      logger.warn({ err: error, code: known.code }, 'database did not serve a request');
      return known;
    }
    logger.error({ err: error }, 'request failed');
    return INTERNAL;
  }

  async function answer(ctx: Context, state: RequestState): Promise<Answer> {
    try {
      if (applyCors(ctx.req, origins, state.headers)) return PREFLIGHT;
      if (!isDecodablePath(ctx.path)) return problemAnswer(MALFORMED_URL, state.requestId);
      await routing.handle(ctx, NO_ROUTE);
      return state.answer ?? unmatched(ctx, routing.allowed(ctx), state.requestId);
    } catch (error) {
      return problemAnswer(problemOf(error), state.requestId);
    }
  }

  /** A client that leaves in the middle of a streamed answer is its own business. */
  function onLost(error: NodeJS.ErrnoException): void {
    const left = error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET' || error.code === 'EPIPE';
    logger[left ? 'debug' : 'error']({ err: error }, 'answer could not be sent');
  }

  const sending: SendOptions = { readers: new Readers(http.stallTimeoutMs), onLost };

  async function serve(ctx: Context, state: RequestState): Promise<void> {
    const startedAt = performance.now();
    inFlight.enter();
    if (announcesBody(ctx.req)) {
      const arrival = { timeoutMs: http.requestTimeoutMs, minBytesPerSecond: http.bodyMinBytesPerSecond };
      state.arrival = watchArrival(ctx.req, arrival, () => refuseLate(ctx.req));
    }
    const giveUp = () => {
      logger.error({ method: ctx.method, path: redactPath(ctx.path) }, 'request timed out, its answer is discarded');
      return problemAnswer(TOO_LATE, state.requestId);
    };
    const work = (deadline: Deadline) => {
      state.deadline = deadline;
      return answer(ctx, state);
    };
    const answered = await withDeadline(http.answerTimeoutMs, giveUp, work, dropAnswer);
    inFlight.leave();
    if (draining) state.headers.push('Connection', 'close');
    try {
      send(ctx.req, ctx.res, answered, state.headers, sending);
    } catch (error) {
      dropAnswer(answered);
      // Only a header that HTTP cannot carry comes here, before anything was written.
      send(ctx.req, ctx.res, problemAnswer(problemOf(error), state.requestId), [...headers], sending);
    }
    const took = performance.now() - startedAt;
    if (load) countAnswered(load, ctx, state, answered, startedAt);
    const ms = Math.round(took * 10) / 10;
    const level = PROBES.has(ctx.path) ? 'debug' : 'info';
    const path = redactPath(ctx.path);
    logger[level]({ method: ctx.method, path, status: answered.status, ms, ip: state.ip }, 'request');
    const attack = attackOf(answered.code);
    if (attack === null) return;
    countAttack(attack);
    logger.warn({ attack, code: answered.code, method: ctx.method, path, ip: state.ip, user: state.userId }, 'refused');
  }

  let warnedAt = Number.NEGATIVE_INFINITY;
  /** All users of a proxy that is not trusted share one address, and so its rate limits. */
  function warnOfProxy(forwarded: unknown): void {
    if (forwarded === undefined || http.trustProxyHops > 0 || config.environment !== 'production') return;
    if (performance.now() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = performance.now();
    logger.warn('a request has X-Forwarded-For and TRUST_PROXY_HOPS is 0: all clients of the proxy count as one');
  }

  const koa = new Koa();
  koa.on('error', onLost);
  koa.use((ctx) => {
    const requestId = requestIdOf(ctx.req.headers['x-request-id']);
    const ip = clientAddress(ctx.req, http.trustProxyHops);
    warnOfProxy(ctx.req.headers['x-forwarded-for']);
    const state: RequestState = {
      requestId,
      ip,
      route: null,
      headers: [...headers, 'X-Request-Id', requestId],
      answer: null,
      arrival: null,
      deadline: null,
      userId: null,
    };
    ctx.state = state;
    ctx.respond = false;
    return withLogFields({ request_id: requestId }, () => serve(ctx, state));
  });

  const handle = koa.callback();
  const server = createHttpServer((req, res) => void handle(req, res), http, upgrades);
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
