import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { reply } from '../../src/platform/http/reply.ts';
import { defineRoute } from '../../src/platform/http/route.ts';
import { startApp, type TestApp } from '../platform/http/support.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

/** Clients that ask for much and read nothing of it. */

const MUCH = 'x'.repeat(20_000_000);
const route = (path: `/${string}`, operationId: string, body: () => string | Buffer | { text: string }) =>
  defineRoute({
    method: 'get',
    path,
    operationId,
    tags: ['much'],
    summary: 'Answer much',
    access: 'public',
    limit: 'none',
    request: {},
    responses:
      operationId === 'json'
        ? { 200: { description: 'Much', body: z.strictObject({ text: z.string() }) } }
        : { 200: { description: 'Much', contentType: 'text/plain' } },
    handler: () => reply(200, body() as never),
  });

let database: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  database = await createDatabase();
  app = await startApp(database.url, {
    routes: [
      route('/api/text', 'text', () => MUCH),
      route('/api/bytes', 'bytes', () => Buffer.from(MUCH)),
      route('/api/json', 'json', () => ({ text: MUCH })),
    ],
    env: { HTTP_STALL_TIMEOUT_MS: '300', HTTP_CHECK_RESPONSES: 'false' },
  });
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

async function connections(): Promise<number> {
  return await new Promise((resolve, reject) =>
    app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
}

function ask(path: string): Socket {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
  return socket;
}

test.each(['/api/text', '/api/bytes', '/api/json'])(
  'a client that reads nothing of %s is disconnected',
  async (path) => {
    const socket = ask(path).pause();
    while ((await connections()) === 0) await sleep(5);
    while ((await connections()) > 0) await sleep(20);
    socket.destroy();
  },
);

test.each(['/api/text', '/api/bytes'])('a client that reads %s slowly gets all of it', async (path) => {
  const socket = ask(path);
  let received = 0;
  for await (const chunk of socket) {
    received += (chunk as Buffer).length;
    if (received >= MUCH.length) break;
    if (received % 7 === 0) await sleep(1);
  }
  expect(received).toBeGreaterThanOrEqual(MUCH.length);
  socket.destroy();
});
