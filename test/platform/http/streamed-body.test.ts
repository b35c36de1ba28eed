import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { reply } from '../../../src/platform/http/reply.ts';
import { defineRoute } from '../../../src/platform/http/route.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/system.ts';
import { call, startApp, type TestApp, USER_ID, widgetRoutes } from './support.ts';

const LIMIT = 48 * 1_024 * 1_024;
let database: TestDatabase;
let app: TestApp;
/** Bytes that the handler has had so far. */
let seen = 0;
/** What the handler does before it reads on. */
let pause: () => Promise<void> = async () => undefined;

const count = defineRoute({
  method: 'post',
  path: '/api/count',
  operationId: 'count',
  tags: ['count'],
  summary: 'Counts what is sent',
  access: {},
  limit: 'write',
  request: {
    query: z.strictObject({ round: z.enum(['1', '2']).optional() }),
    stream: { limitBytes: LIMIT, content: { 'text/csv': { example: 'a' }, 'application/json': { example: [] } } },
  },
  responses: { 200: { description: 'It', body: z.strictObject({ bytes: z.int(), type: z.string() }) } },
  handler: async ({ body }) => {
    seen = 0;
    for await (const chunk of body.bytes) {
      seen += (chunk as Buffer).length;
      await pause();
    }
    return reply(200, { bytes: seen, type: body.contentType });
  },
});

beforeAll(async () => {
  database = await createDatabase();
  app = await startApp(database.url, {
    routes: [count, ...widgetRoutes()],
    env: { HTTP_REQUEST_TIMEOUT_MS: '400', HTTP_STREAM_TIMEOUT_MS: '3000', HTTP_ANSWER_TIMEOUT_MS: '1000' },
  });
  await call(app.url, 'GET', '/api/openapi.json'); // the first request of a process takes longest
});
beforeEach(() => {
  pause = async () => undefined;
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

const csv = { 'content-type': 'text/csv' };

function post(headers: Record<string, string | number> = {}): ClientRequest {
  const url = new URL('/api/count', app.url);
  return request(url, { method: 'POST', headers: { authorization: 'Bearer alice', ...csv, ...headers } });
}

async function answerOf(sent: ClientRequest): Promise<{ status: number; body: Record<string, unknown> }> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: JSON.parse((await response.toArray()).join('')) };
}

test('the handler has the first bytes before the last are sent', async () => {
  const sent = post();
  sent.write('first');
  await until(async () => seen === 5, 10_000, 'the first bytes');
  sent.end(' last');
  expect(await answerOf(sent)).toEqual({ status: 200, body: { bytes: 10, type: 'text/csv' } });
});

test('a part of the body that the handler does not read stays at the client', async () => {
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  pause = () => gate;
  const sent = post({ 'content-length': LIMIT });
  sent.end(Buffer.alloc(LIMIT, 'a'));
  const answered = answerOf(sent);
  await sleep(500);
  expect(seen).toBeLessThan(1_000_000);
  expect(sent.socket?.writableLength).toBeGreaterThan(LIMIT / 2);
  go();
  expect((await answered).body.bytes).toBe(LIMIT);
});

test('a body may take longer than a JSON body and than an answer', async () => {
  const sent = post();
  for (let piece = 0; piece < 8; piece += 1) {
    sent.write('piece');
    await sleep(200);
  }
  sent.end();
  expect((await answerOf(sent)).body.bytes).toBe(40);
});

test('a body that never ends is cut off at its own time-out', async () => {
  const sent = post();
  const begin = performance.now();
  sent.write('piece');
  const answer = await answerOf(sent);
  expect([answer.status, answer.body.code]).toEqual([408, 'request_timeout']);
  expect(performance.now() - begin).toBeGreaterThan(2_900);
});

test.each([
  ['another type', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
  ['another charset', { 'content-type': 'text/csv; charset=latin1' }, 415, 'unsupported_media_type'],
  ['gzip', { 'content-encoding': 'gzip' }, 415, 'unsupported_media_type'],
  ['an announced length above the limit', { 'content-length': LIMIT + 1 }, 413, 'body_too_large'],
])('%s is refused unread', async (_name, headers, status, code) => {
  seen = -1;
  const sent = post(headers);
  sent.on('error', () => undefined); // it is cut off before the announced length
  sent.write('a');
  const answer = await answerOf(sent);
  sent.destroy();
  expect([answer.status, answer.body.code, seen]).toEqual([status, code, -1]);
});

test('a length that was not announced is cut off at the limit', async () => {
  const sent = post();
  sent.write(Buffer.alloc(LIMIT, 'a'));
  sent.end('b');
  const answer = await answerOf(sent);
  expect([answer.status, answer.body.code]).toEqual([413, 'body_too_large']);
});

test('a missing body is named with what else is wrong', async () => {
  const answer = await call(app.url, 'POST', '/api/count?round=3', { token: 'alice' });
  expect([answer.status, answer.body.errors]).toMatchObject([400, [{ field: 'query.round' }, { field: 'body' }]]);
});

test('a client that breaks off is answered on its half-closed connection', async () => {
  const socket = connect({ port: Number(new URL(app.url).port), host: '127.0.0.1', allowHalfOpen: true });
  socket.end(
    'POST /api/count HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer alice\r\nContent-Type: text/csv\r\nContent-Length: 9\r\n\r\nabc',
  );
  let received = '';
  for await (const chunk of socket) received += String(chunk);
  expect(received).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"truncated_body"/);
});

test('a client that leaves while it is being identified leaves nothing behind, also when all had arrived', async () => {
  let identified = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    identified = resolve;
  });
  const second = await startApp(database.url, {
    routes: [count],
    env: { HTTP_DRAIN_TIMEOUT_MS: '3600000' },
    authenticate: async () => {
      identified();
      await sleep(200);
      return { kind: 'user', userId: USER_ID, role: 'user', sessionId: 's' };
    },
  });
  seen = -1;
  const head = 'POST /api/count HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nContent-Type: text/csv\r\n';
  const socket = connect(Number(new URL(second.url).port), '127.0.0.1');
  socket.write(`${head}Content-Length: 5\r\n\r\nwhole`);
  await asked;
  socket.destroy();
  await second.stop(); // would wait an hour for what is left
  expect(seen).toBe(0);
});

test('a refused body does not spoil the connection for the next request', async () => {
  const socket = connect({ port: Number(new URL(app.url).port), host: '127.0.0.1' });
  const head = 'Host: a\r\nAuthorization: Bearer alice\r\n';
  const filler = 'x'.repeat(300_000);
  socket.write(`POST /api/count?round=3 HTTP/1.1\r\n${head}Content-Type: text/csv\r\nContent-Length: 300000\r\n\r\n`);
  socket.write(filler);
  socket.write(`GET /api/openapi.json HTTP/1.1\r\n${head}Connection: close\r\n\r\n`);
  let received = '';
  for await (const chunk of socket) received += String(chunk);
  expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200']);
  expect(received).toContain('Read as it arrives');
});

test('a JSON body keeps its own limit', async () => {
  const answer = await call(app.url, 'POST', '/api/echo', { json: { text: 'x'.repeat(1_100_000) } });
  expect(answer.status).toBe(413);
});
