import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from 'koa';
import type { Em } from '../db/sql.ts';
import { admission, identify } from './access.ts';
import { type Answer, type HeaderList, renderer } from './answer.ts';
import { announcesBody, dropBody, NO_BODY, type RequestBody, readJsonBody, refuseBody } from './bodies/body.ts';
import type { BodyBudget, BodyShare } from './bodies/body-budget.ts';
import { streamBody } from './bodies/body-stream.ts';
import { limitedAddress } from './client-address.ts';
import type { Deadline } from './deadline.ts';
import {
  Answered,
  hashRequest,
  type IdempotencyScope,
  type IdempotencyStore,
  type Once,
  readIdempotencyKey,
  runInTransaction,
} from './idempotency/idempotency.ts';
import { type Authenticate, type Principal, principalKey, userKey } from './principal.ts';
import { type FieldError, invalidRequest, isProblem, MAX_ERRORS, type Problem, problem } from './problem.ts';
import type { RateLimiter, RateLimitVerdict } from './rate-limiter.ts';
import type { Reply } from './reply.ts';
import { inRequest } from './request-origin.ts';
import type { AnyHandlerInput, Route } from './route.ts';
import { check, decodeQuery } from './validation.ts';

/** What all routes share at run time. */
export interface RouteRuntime {
  /** A new entity manager, outside any transaction. */
  fork(): Em;
  authenticate: Authenticate;
  limiter: RateLimiter;
  idempotency: IdempotencyStore;
  bodyLimitBytes: number;
  bodies: BodyBudget;
  /** Milliseconds that a streamed body may take to arrive. */
  streamTimeoutMs: number;
  /** Milliseconds that an answer may take, after the body where that is streamed. */
  answerTimeoutMs: number;
  checkResponses: boolean;
  /** Keys the fingerprints of requests in the idempotency table. */
  fingerprintSecret: string;
}

/** What the outer layer knows about a request, and what it will send. */
export interface RequestState {
  requestId: string;
  ip: string;
  /** As in `GET /api/users/:userId`, once one has the path. */
  route: string | null;
  /** Headers that the answer will have besides its own. */
  headers: HeaderList;
  answer: Answer | null;
  /** Until the body must be there, and until the answer must. Set once the request is served. */
  arrival: Deadline | null;
  deadline: Deadline | null;
  /** Who asks, once that is known. */
  userId: string | null;
}

type Query = ReturnType<typeof decodeQuery>;
const EMPTY = Object.freeze({});
/** More than any mail client sends. */
const FORM_LIMIT_BYTES = 16_384;

class Input implements AnyHandlerInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly principal: Principal | null;
  readonly requestId: string;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly method: string;
  readonly #headers: IncomingHttpHeaders;
  readonly #fork: () => Em;
  #em: Em | null = null;

  constructor(parts: Validated, principal: Principal | null, ctx: Context, state: RequestState, fork: () => Em) {
    this.params = parts.params;
    this.query = parts.query;
    this.body = parts.body;
    this.principal = principal;
    this.requestId = state.requestId;
    this.ip = state.ip;
    this.userAgent = ctx.req.headers['user-agent'] ?? null;
    this.method = ctx.req.method ?? '';
    this.#headers = ctx.req.headers;
    this.#fork = fork;
  }

  header(name: string): string | null {
    const value = this.#headers[name];
    return typeof value === 'string' ? value : null;
  }

  /** Forked when a handler first asks: some never do. */
  get em(): Em {
    this.#em ??= this.#fork();
    return this.#em;
  }

  within(tx: Em): this {
    this.#em = tx;
    return this;
  }
}

/** Null without the header: an empty one is a mistake of the client, not the absence of a key. */
function keyOf(header: string | string[] | undefined): string | undefined {
  const value = Array.isArray(header) ? header.join(',') : header;
  // A structured field (RFC 9651) puts texts in quotes.
  return value?.replace(/^"(.*)"$/, '$1');
}

interface Validated {
  params: unknown;
  query: unknown;
  body: unknown;
}

function announce(state: RequestState, verdict: RateLimitVerdict): Problem | null {
  const reset = String(verdict.resetSeconds);
  state.headers.push('RateLimit-Limit', String(verdict.limit));
  state.headers.push('RateLimit-Remaining', String(verdict.remaining), 'RateLimit-Reset', reset);
  if (verdict.allowed) return null;
  return problem(429, 'rate_limited', `Too many requests. Try again in ${reset} s.`, {
    headers: { 'Retry-After': reset },
  });
}

/** Compiles the check of all parts; every bad field of all of them is named in one answer. */
function validator(route: Route): (params: unknown, query: Query, body: unknown) => Validated | Problem {
  const schemas = route.request;
  return (params, query, body) => {
    const valid: Validated = { params: undefined, query: undefined, body: undefined };
    const errors: FieldError[] = [];
    if (schemas.params) {
      const checked = check('params', schemas.params, params);
      if (checked.errors) errors.push(...checked.errors);
      else valid.params = checked.value;
    }
    if (query === null) {
      errors.push({ field: 'query', code: 'malformed_query', message: 'The query string is not valid URL encoding' });
    } else if (schemas.query) {
      const checked = check('query', schemas.query, query);
      if (checked.errors) errors.push(...checked.errors);
      else valid.query = checked.value;
    } else {
      for (const name of Object.keys(query).slice(0, MAX_ERRORS)) {
        errors.push({ field: `query.${name}`, code: 'unknown_field', message: 'This parameter is not known' });
      }
    }
    if (schemas.stream && body === undefined) {
      errors.push({ field: 'body', code: 'missing', message: 'This request needs a body' });
    } else if (schemas.stream) {
      valid.body = body;
    } else if (schemas.body) {
      const checked = check('body', schemas.body, body);
      if (checked.errors) errors.push(...checked.errors);
      else valid.body = checked.value;
    }
    return errors.length > 0 ? invalidRequest(errors) : valid;
  };
}

/** Compiles a route into what answers its requests: who, how often, what, then the handler. */
export function requestHandler(route: Route, runtime: RouteRuntime): (ctx: Context) => Promise<void> {
  const admit = route.access === 'public' ? null : admission(route.access);
  const validate = validator(route);
  const render = renderer(route, runtime.checkResponses);
  const optional = route.access !== 'public' && route.access.optional === true;
  const { limit } = route;
  const { stream, form } = route.request;
  const takesBody = route.request.body !== null;
  const bodyLimitBytes = Math.max(route.bodyLimitBytes ?? 0, runtime.bodyLimitBytes);

  /** For a handler that reads first. The key has been looked at. */
  function onceOf(ctx: Context, state: RequestState, principal: Principal | null, key: string | null): Once {
    const renderHere = (result: Reply | Problem) => render(result, state.requestId);
    const scope = (fingerprint: string): IdempotencyScope | null =>
      key === null ? null : scopeOf(ctx, state, principal, key, Buffer.from(fingerprint));
    return {
      async find(em, fingerprint) {
        const known = scope(fingerprint);
        const found = known && (await runtime.idempotency.find(em, known, renderHere));
        return found ? new Answered(found) : null;
      },
      async run(em, fingerprint, handle) {
        const known = scope(fingerprint);
        if (known === null) return new Answered(await runInTransaction(em, handle, renderHere));
        return new Answered(await runtime.idempotency.answer(em, known, handle, renderHere));
      },
    };
  }

  function scopeOf(ctx: Context, state: RequestState, principal: Principal | null, key: string, body: Buffer | null) {
    return {
      principal: principalKey(principal, state.ip),
      route: route.operationId,
      key,
      bodyHash: hashRequest(runtime.fingerprintSecret, ctx.url, body),
    };
  }

  function readBody(
    ctx: Context,
    state: RequestState,
    principal: Principal | null,
    key: string | null,
    share: BodyShare,
  ): RequestBody | Problem | Promise<RequestBody | Problem> {
    if (!announcesBody(ctx.req)) return NO_BODY;
    if (form) return dropBody(ctx.req, FORM_LIMIT_BYTES, share);
    if (!stream) return takesBody ? readJsonBody(ctx.req, bodyLimitBytes, share) : refuseBody(ctx.req, share);
    const body = streamBody(ctx.req, stream, onceOf(ctx, state, principal, key), share);
    if (isProblem(body)) return body;
    if (stream.prompt) return { raw: null, value: body };
    state.arrival?.set(runtime.streamTimeoutMs);
    state.deadline?.set(runtime.streamTimeoutMs + runtime.answerTimeoutMs);
    return { raw: null, value: body };
  }

  function spend(principal: Principal | null, state: RequestState): Problem | null | Promise<Problem | null> {
    if (limit === 'none') return null;
    const key = principalKey(principal, principal ? state.ip : limitedAddress(state.ip));
    const verdict = runtime.limiter.spend(key, limit);
    return verdict instanceof Promise ? verdict.then((found) => announce(state, found)) : announce(state, verdict);
  }

  /** The refusal of a caller whose window is known to be spent, before anything of them is looked up. */
  function spentBefore(state: RequestState, userId: string | null): Problem | null {
    if (limit === 'none') return null;
    const key = userId === null ? principalKey(null, limitedAddress(state.ip)) : userKey(userId);
    const verdict = runtime.limiter.spent(key, limit);
    return verdict && announce(state, verdict);
  }

  async function answer(ctx: Context, state: RequestState, share: (stranger: string | null) => BodyShare) {
    const refuse = (found: Problem) => render(found, state.requestId);
    let principal: Principal | null = null;
    if (admit && !(optional && ctx.req.headers.authorization === undefined)) {
      const spentOf = (userId: string | null) => spentBefore(state, userId);
      const found = await identify(ctx.req.headers.authorization, runtime.authenticate, spentOf);
      // A caller without a valid token is anonymous, and counted by address, so that guessing has its limit too.
      if (isProblem(found)) return refuse(found.status === 429 ? found : ((await spend(null, state)) ?? found));
      principal = found;
      state.userId = found.userId;
    }
    const spent = spend(principal, state);
    const limited = spent instanceof Promise ? await spent : spent;
    if (limited) return refuse(limited);
    const refused = admit && principal ? admit(principal) : null;
    if (refused) return refuse(refused);
    const key = route.idempotent ? readIdempotencyKey(keyOf(ctx.req.headers['idempotency-key'])) : null;
    if (isProblem(key) && stream) return refuse(key);
    const held = share(principal ? null : limitedAddress(state.ip));
    const body = await readBody(ctx, state, principal, isProblem(key) ? null : key, held);
    if (isProblem(body)) return refuse(body);
    const query = ctx.querystring === '' ? EMPTY : decodeQuery(ctx.querystring);
    const valid = validate(ctx.params, query, body.value);
    if (isProblem(valid)) return refuse(valid);

    const input = new Input(valid, principal, ctx, state, runtime.fork);
    const act = (given: Input) => inRequest(given, () => route.handler(given));
    if (!route.idempotent || stream) {
      const result = await act(input);
      return result instanceof Answered ? result.answer : render(result, state.requestId);
    }

    const renderHere = (result: Reply | Problem) => render(result, state.requestId);
    const handle = async (tx: Em) => {
      const result = await act(input.within(tx));
      if (result instanceof Answered) throw new Error(`${route.operationId} rendered its answer by itself`);
      return result;
    };
    if (isProblem(key)) return refuse(key);
    if (key === null) return await runInTransaction(input.em, handle, renderHere);
    const scope = scopeOf(ctx, state, principal, key, body.raw);
    return await runtime.idempotency.answer(runtime.fork(), scope, handle, renderHere);
  }

  return async (ctx) => {
    const state = ctx.state as RequestState;
    let held: BodyShare | null = null;
    const share = (stranger: string | null) => {
      held = runtime.bodies.share(stranger);
      return held;
    };
    try {
      state.answer = await answer(ctx, state, share);
    } finally {
      (held as BodyShare | null)?.release();
    }
  };
}
