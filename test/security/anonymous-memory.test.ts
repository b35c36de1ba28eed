import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { reply } from '../../src/platform/http/reply.ts';
import { defineRoute } from '../../src/platform/http/route.ts';
import {
  authenticate,
  call,
  createWidgetTable,
  startApp,
  type TestApp,
  widgetRoutes,
} from '../platform/http/support.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

/** What callers without a token can make this process hold, and for how long. */

const BUDGET = 1_048_576;
/** An eighth: what one address may hold. */
const OF_ADDRESS = BUDGET / 8;

const intake = defineRoute({
  method: 'post',
  path: '/api/intake',
  operationId: 'intake',
  tags: ['intake'],
  summary: 'Take a body whole',
  access: 'public',
  limit: 'ingest',
  request: { stream: { limitBytes: BUDGET, content: { 'application/json': { example: [] } } } },
  responses: { 200: { description: 'It', body: z.strictObject({ bytes: z.int() }) } },
  handler: async ({ body }) => reply(200, { bytes: (await body.collect(() => undefined)).length }),
});

let database: TestDatabase;
let app: TestApp;
let lookedUp = 0;
beforeAll(async () => {
  database = await createDatabase();
  await createWidgetTable(database.url);
  app = await startApp(database.url, {
    routes: [intake, ...widgetRoutes()],
    authenticate: async (token, spentOf) => {
      const spent = spentOf?.(null);
      if (spent) return spent;
      lookedUp += 1;
      return await authenticate(token);
    },
    env: { HTTP_BODIES_BYTES: String(BUDGET), TRUST_PROXY_HOPS: '1', RATE_LIMIT_FACTOR: '1' },
  });
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

interface Sent {
  req: ClientRequest;
  answer: Promise<{ status: number; body: Record<string, unknown> }>;
}

/** Sends all but the last byte of a body. */
function withhold(path: string, bytes: number, headers: Record<string, string>): Sent {
  const req = request(new URL(path, app.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': bytes, ...headers },
  });
  req.on('error', () => undefined);
  const answer = once(req, 'response').then(async ([response]) => {
    const text = Buffer.concat(await (response as IncomingMessage).toArray()).toString();
    return { status: (response as IncomingMessage).statusCode ?? 0, body: JSON.parse(text) };
  });
  req.write(Buffer.alloc(bytes - 1, ' '));
  return { req, answer };
}

test.each(['/api/intake', '/api/echo'])(
  'endless bodies of one address hold no more than its share at %s',
  async (path) => {
    const address = path === '/api/echo' ? '192.0.2.1' : '192.0.2.2';
    const size = OF_ADDRESS / 4;
    const sent = Array.from({ length: 12 }, () => withhold(path, size, { 'x-forwarded-for': address }));
    const refused = new Set<Sent>();
    for (const one of sent) {
      one.answer.then(
        ({ status }) => status === 503 && refused.add(one),
        () => undefined, // those that still wait when the test hangs up
      );
    }
    while (refused.size < 8) await sleep(20);
    const first = [...refused][0] as Sent;
    expect((await first.answer).body.code).toBe('too_many_bodies');
    // Another address, and a caller with a token, are served all the same.
    const json = { text: 'a'.repeat(OF_ADDRESS / 2) };
    const headers = { 'x-forwarded-for': '198.51.100.7' };
    expect((await call(app.url, 'POST', '/api/echo', { json, headers })).status).toBe(200);
    const tagged = { name: 'a'.repeat(50), tags: ['b'] };
    const known = await call(app.url, 'POST', '/api/widgets', { json: tagged, token: 'nobody', headers });
    expect(known.status).toBe(401);
    for (const { req } of sent) req.destroy();
    // Given back, or the address would be shut out for good.
    const again = async () =>
      (await call(app.url, 'POST', '/api/echo', { json, headers: { 'x-forwarded-for': address } })).status;
    while ((await again()) !== 200) await sleep(50);
  },
);

test.each(['GET', 'HEAD', 'DELETE'])('a body is not read by %s, which takes none', async (method) => {
  const path = method === 'DELETE' ? '/api/widgets/01980000-0000-7000-8000-00000000000f' : '/livez';
  const req = request(new URL(path, app.url), {
    method,
    headers: { 'content-length': 1_000_000, authorization: 'Bearer admin' },
  });
  req.on('error', () => undefined);
  req.flushHeaders();
  const [response] = (await once(req, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(400);
  req.destroy();
});

test.each(['{}', ' { } ', ''])('a client that sends %j where no body is taken is served', async (body) => {
  const answer = await call(app.url, 'DELETE', '/api/widgets/01980000-0000-7000-8000-00000000000f', {
    token: 'admin',
    body,
  });
  expect(answer.status).toBe(404);
});

const KEYS = Array.from({ length: 50_000 }, (_, n) => [`k${n}`, 0] as const);

test.each([
  ['unknown keys', Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`k${n}`, 0]))],
  ['bad items', { name: 'a', tags: Array.from({ length: 5 }, () => 0), size: Object.fromEntries(KEYS) }],
  ['a key of half a megabyte', { ['k'.repeat(500_000)]: 0 }],
])('an answer about %s is short', async (_what, json) => {
  const { status, body } = await call(app.url, 'POST', '/api/widgets', { json, token: 'alice' });
  expect(status).toBe(400);
  expect((body.errors as unknown[]).length).toBeLessThanOrEqual(50);
  expect(JSON.stringify(body).length).toBeLessThan(20_000);
});

test('once the limit of an address is spent, nothing is looked up for its tokens', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.77' };
  const guess = () =>
    call(app.url, 'DELETE', '/api/widgets/01980000-0000-7000-8000-00000000000f', { token: 'guess', headers });
  let answer = await guess();
  while (answer.status === 401) answer = await guess();
  expect(answer.status).toBe(429);
  const before = lookedUp;
  expect((await guess()).status).toBe(429);
  expect(lookedUp).toBe(before);
});

test('a body that trickles in is given up', async () => {
  const slow = await startApp(database.url, {
    env: { HTTP_BODY_MIN_BYTES_PER_SECOND: '4096', HTTP_REQUEST_TIMEOUT_MS: '120000' },
  });
  const req = request(new URL('/api/echo', slow.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': 100_000 },
  });
  req.on('error', () => undefined);
  const drip = setInterval(() => req.write('  '), 100);
  const [response] = (await once(req, 'response')) as [IncomingMessage];
  clearInterval(drip);
  expect(response.statusCode).toBe(408);
  req.destroy();
  await slow.stop();
});

test.each(['/api/openapi.json', '/api/docs', '/api/docs/scalar.js'])(
  '%s is compressed, and sent once',
  async (path) => {
    const headers = { 'accept-encoding': 'gzip', 'x-forwarded-for': '203.0.113.80' };
    const req = request(new URL(path, app.url), { headers });
    req.end();
    const [response] = (await once(req, 'response')) as [IncomingMessage];
    const zipped = Buffer.concat(await response.toArray());
    expect(response.headers['content-encoding']).toBe('gzip');
    const plain = await fetch(`${app.url}${path}`, { headers: { 'accept-encoding': 'identity' } });
    expect(gunzipSync(zipped).toString()).toBe(await plain.text());
    expect(plain.headers.get('etag')).not.toBe(response.headers.etag);
    const again = await fetch(`${app.url}${path}`, {
      headers: { ...headers, 'if-none-match': `"x", ${response.headers.etag}` },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
  },
);
