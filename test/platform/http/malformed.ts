import { connect } from 'node:net';
import pg from 'pg';
import { z } from 'zod';
import type { Route } from '../../../src/platform/http/route.ts';
import { MALFORMED_FORMS, MULTIPART } from './malformed-forms.ts';

export interface MalformedSubject {
  routes: readonly Route[];
  /** Where the application serves; asked once tests run. */
  url: () => string;
  databaseUrl: () => string;
  /** `config.http.bodyLimitBytes` of the application. */
  bodyLimitBytes: number;
  /** A bearer token that may call the route. */
  tokenFor: (route: Route) => Promise<string>;
  /** Tokens that must be refused everywhere, by what is wrong with them: forged, expired, revoked. */
  refusedTokens: Readonly<Record<string, () => Promise<string>>>;
  /** The route with ids of things that exist but are not the caller's; null where whoever may call it may see them. */
  foreign?: (route: Route) => Promise<{ path: string; token: string } | null>;
  /** A body that the route accepts, so that a foreign or unknown id is what the request fails by. */
  validBody?: (route: Route) => unknown;
  /** Headers by which a signed route takes a body, so that what is wrong with the body is what the request fails by. */
  sign?: (route: Route, body: Buffer) => Record<string, string>;
}

interface Attempt {
  what: string;
  path: string;
  token: string | null;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Exact status; else any 4xx will do. */
  status?: number;
  /** Must be named among `errors`. */
  field?: string;
}

interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  requestId: string;
  errors?: { field: string }[];
}

const UNKNOWN_ID = '01980000-0000-7000-8000-0000000000ff';
const WRONG_VALUES: readonly unknown[] = [{ wrong: [1] }, [['wrong']], 12.5, true, null, 'w'.repeat(9_999), ''];
const WRONG_TEXTS: readonly string[] = ['not what was meant', '-1', '', 'w'.repeat(2_000)];

/** Rows of every table but the leases of rate limits, which every request may move. */
export async function countRows(databaseUrl: string): Promise<Record<string, number>> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'rate_limit_bucket' order by 1`,
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables.rows) {
      const counted = await client.query<{ n: number }>(`select count(*)::int as n from "${name}"`);
      counts[name] = counted.rows[0]?.n ?? 0;
    }
    return counts;
  } finally {
    await client.end();
  }
}

function shapeOf(schema: z.ZodType | null): Record<string, z.ZodType> {
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
}

function refusedBy<T>(schema: z.ZodType, candidates: readonly T[]): T | undefined {
  return candidates.find((candidate) => !schema.safeParse(candidate).success);
}

function pathWith(route: Route, id: string): string {
  return route.path.replaceAll(/:[A-Za-z0-9]+/g, encodeURIComponent(id));
}

function pathAttempts(route: Route, path: string, token: string | null): Attempt[] {
  // Links in mails are followed with whatever others put behind them.
  const takesAny = route.request.query?.safeParse({ not_known: '1' }).success === true;
  const unknown: Attempt = {
    what: 'an unknown parameter',
    path: `${path}?not_known=1`,
    token,
    status: 400,
    field: 'query.not_known',
  };
  const attempts: Attempt[] = [
    ...(takesAny ? [] : [unknown]),
    { what: 'broken URL encoding in the query', path: `${path}?a=%E0%A4`, token, status: 400, field: 'query' },
    { what: 'NUL in the query', path: `${path}?a=%00`, token, status: 400 },
  ];
  for (const [name, schema] of Object.entries(shapeOf(route.request.query))) {
    const wrong = refusedBy(schema, WRONG_TEXTS);
    if (wrong === undefined) continue;
    const query = `?${name}=${encodeURIComponent(wrong)}`;
    attempts.push({
      what: `a wrong ${name} in the query`,
      path: path + query,
      token,
      status: 400,
      field: `query.${name}`,
    });
  }
  for (const [name, schema] of Object.entries(shapeOf(route.request.params))) {
    const wrong = refusedBy(schema, ['not-an-id', 'w'.repeat(300)]);
    if (wrong === undefined) continue;
    const target = pathWith(route, wrong);
    attempts.push({ what: `a wrong ${name} in the path`, path: target, token, status: 400, field: `params.${name}` });
    attempts.push({ what: `broken URL encoding of ${name}`, path: pathWith(route, 'x').replace(/x$/, '%zz'), token });
  }
  return attempts;
}

const FORM = 'application/x-www-form-urlencoded';
/** Of a body that is sent only to be refused. That larger limits hold is shown by `streamed-body.test.ts`. */
const MAX_SENT_BYTES = 100_000_000;

function bodyAttempts(route: Route, path: string, token: string | null, bodyLimit: number): Attempt[] {
  if (route.method === 'get') return [];
  if (route.request.form) {
    const headers = { 'content-type': FORM };
    return [{ what: 'too large a body', path, token, headers, body: `a=${'x'.repeat(100_000)}`, status: 413 }];
  }
  if (takesFiles(route)) {
    const forms = Object.entries(MALFORMED_FORMS).map(
      ([what, body]): Attempt => ({ what, path, token, body, headers: { 'content-type': MULTIPART }, status: 400 }),
    );
    const headers = { 'content-type': 'application/json' };
    const unbound = { 'content-type': 'multipart/form-data' };
    return [
      ...forms,
      { what: 'JSON for a form', path, token, headers, body: '{}', status: 415 },
      { what: 'a form without a boundary', path, token, headers: unbound, body: '{}', status: 400 },
      { what: 'no body', path, token, status: 400 },
    ];
  }
  const limit = route.request.stream?.limitBytes ?? route.bodyLimitBytes ?? bodyLimit;
  const json = (what: string, body: string | Buffer, extra: Partial<Attempt> = {}): Attempt => ({
    what,
    path,
    token,
    body,
    headers: { 'content-type': typeSentTo(route) },
    status: 400,
    ...extra,
  });
  const attempts = [
    json('half a document', '{"a":'),
    json('no JSON', 'hello'),
    json('two documents', '{}{}'),
    json('a comma too many', '{"a":1,}'),
    json('invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
    json('a NUL in a text', '{"name":"a\\u0000b"}'),
    json('half a character', '{"name":"\\ud800"}'),
    json('deep nesting', `${'['.repeat(5_000)}${']'.repeat(5_000)}`),
    json('a text for a body', '"text"'),
    json('a number for a body', '7'),
    json('null for a body', 'null'),
    json('a prototype', '{"__proto__":{"admin":true}}'),
    json('another type', 'a=1', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, status: 415 }),
    json('another charset', '{}', { headers: { 'content-type': 'application/json; charset=utf-16' }, status: 415 }),
    json('compression', '{}', {
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      status: 415,
    }),
  ];
  if (limit <= MAX_SENT_BYTES) {
    attempts.push(json('too large a body', JSON.stringify({ a: 'x'.repeat(limit) }), { status: 413 }));
  }
  const nothing: Attempt = { what: 'no body', path, token, status: 400 };
  if (route.request.stream) return [...attempts, nothing];
  if (!route.request.body) {
    // Nothing of it is read, so nothing else can be wrong with it; an empty object is what some clients send for none.
    const sent = [...attempts, json('a body where none is taken', '{"a":1}')].filter(({ body }) => body !== '{}');
    return sent.map((attempt) => ({ ...attempt, status: 400, field: 'body' }));
  }
  const isObject = route.request.body instanceof z.ZodObject;
  attempts.push(json('an unknown field', '{"not_known":1}', isObject ? { field: 'body.not_known' } : {}));
  if (!route.request.body.safeParse([]).success) attempts.push(json('a list for a body', '[]'));
  if (!route.request.body.safeParse(undefined).success) attempts.push(nothing);
  for (const [name, schema] of Object.entries(shapeOf(route.request.body))) {
    const wrong = refusedBy(schema, WRONG_VALUES);
    if (wrong === undefined) continue;
    attempts.push(json(`a wrong ${name}`, JSON.stringify({ [name]: wrong }), { field: `body.${name}` }));
  }
  return attempts;
}

const takesFiles = ({ request }: Route) => request.stream !== null && 'multipart/form-data' in request.stream.content;

function typeSentTo(route: Route): string {
  if (takesFiles(route)) return MULTIPART;
  if (route.request.form) return FORM;
  const types = Object.keys(route.request.stream?.content ?? {});
  const json = 'application/json';
  return types.includes(json) ? json : (types[0] ?? json);
}

/** A request whose client closes its half before the announced body is there. */
async function sendTruncated(
  url: string,
  route: Route,
  token: string | null,
  signature: Record<string, string>,
): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  const headers = { ...signature, ...(token === null ? {} : { Authorization: `Bearer ${token}` }) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `${route.method.toUpperCase()} ${pathWith(route, UNKNOWN_ID)} HTTP/1.1\r\nHost: ${host}\r\n${lines.join('')}` +
      `Content-Type: ${typeSentTo(route)}\r\nContent-Length: 500\r\n\r\n{"name":`,
  );
  let received = '';
  for await (const chunk of socket) received += String(chunk);
  return received;
}

function expectProblem(attempt: string, status: number, headers: Headers, body: ProblemBody): void {
  const told = { attempt, status, type: headers.get('content-type')?.split(';')[0], same: body.status };
  expect(told).toEqual({ attempt, status, type: 'application/problem+json', same: status });
  expect(body.code).toMatch(/^[a-z][a-z0-9_]+$/);
  expect(body.requestId).toBe(headers.get('x-request-id'));
  expect(body.title.length * body.detail.length * body.type.length).toBeGreaterThan(0);
  expect(JSON.stringify(body)).not.toMatch(/\bat .*\.ts:\d+|select |insert into/i);
}

/** Sends everything a route must refuse, and compares the rows of all tables before and after. */
export function describeMalformedRequests(subject: MalformedSubject): void {
  async function run(attempt: Attempt, route: Route): Promise<void> {
    const method = route.method.toUpperCase();
    const { path, token, body } = attempt;
    const signature = body === undefined ? {} : subject.sign?.(route, Buffer.from(body));
    const headers: Record<string, string> = { ...attempt.headers, ...signature };
    if (token !== null) headers.authorization = `Bearer ${token}`;
    const response = await fetch(subject.url() + path, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    if (response.status < 400 || response.status > 499) {
      throw new Error(`${method} ${path} with ${attempt.what} was answered ${response.status}: ${text.slice(0, 300)}`);
    }
    const document = JSON.parse(text) as ProblemBody;
    expectProblem(attempt.what, attempt.status ?? response.status, response.headers, document);
    expect(response.status).toBe(attempt.status ?? response.status);
    const named = document.errors?.map((error) => error.field) ?? [];
    if (attempt.field === undefined) return;
    if (
      !named.some(
        (field) =>
          field === attempt.field || field.startsWith(`${attempt.field}.`) || field.startsWith(`${attempt.field}[`),
      )
    ) {
      throw new Error(`${attempt.what}: ${attempt.field} is not among the named fields: ${named.join(', ')}`);
    }
  }

  async function attemptsOf(route: Route): Promise<Attempt[]> {
    const token = route.access === 'public' ? null : await subject.tokenFor(route);
    const path = pathWith(route, UNKNOWN_ID);
    const attempts = [...pathAttempts(route, path, token), ...bodyAttempts(route, path, token, subject.bodyLimitBytes)];
    if (route.access !== 'public') {
      attempts.push({ what: 'no token', path, token: null, status: 401 });
      for (const [what, make] of Object.entries(subject.refusedTokens)) {
        attempts.push({ what: `${what} token`, path, token: await make(), status: 401 });
      }
      const valid = subject.validBody?.(route);
      const asJson =
        valid === undefined ? {} : { body: JSON.stringify(valid), headers: { 'content-type': 'application/json' } };
      if (route.path.includes(':')) attempts.push({ what: 'an id that is not there', path, token, ...asJson });
      const foreign = await subject.foreign?.(route);
      if (foreign) attempts.push({ what: 'an id that is not theirs', ...foreign, ...asJson, status: 404 });
    }
    if (route.idempotent && subject.validBody?.(route) !== undefined) {
      const body = JSON.stringify(subject.validBody(route));
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'not a key' };
      attempts.push({ what: 'a bad key', path, token, body, headers, status: 400, field: 'header.Idempotency-Key' });
    }
    return attempts;
  }

  test.each(subject.routes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
    '%s refuses whatever is malformed, and nothing changes',
    async (_name, route) => {
      const attempts = await attemptsOf(route);
      const before = await countRows(subject.databaseUrl());
      for (const attempt of attempts) await run(attempt, route);
      if (route.method !== 'get') {
        const token = route.access === 'public' ? null : await subject.tokenFor(route);
        const signature = subject.sign?.(route, Buffer.from('{"name":')) ?? {};
        expect(await sendTruncated(subject.url(), route, token, signature)).toMatch(
          /^HTTP\/1\.1 400 [\s\S]*"code":"truncated_body"/,
        );
      }
      expect(await countRows(subject.databaseUrl())).toEqual(before);
    },
  );
}
