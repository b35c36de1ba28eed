import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { until } from '../../support/system.ts';
import { createRealtimeFixture, type RealtimeFixture } from './support.ts';

let app: RealtimeFixture;
beforeAll(async () => {
  app = await createRealtimeFixture({
    env: {
      WS_MAX_SOCKETS_PER_USER: '1000',
      WS_MAX_UNAUTHENTICATED_PER_ADDRESS: '1000',
      WS_MESSAGES_PER_SECOND: '100000',
      WS_AUTH_TIMEOUT_MS: '1000',
    },
  });
  app.rooms.set('1', new Set(['alice-id']));
  await app.listening();
});
afterAll(() => app.close());

const word = fc.oneof(
  fc.constantFrom('auth', 'subscribe', 'unsubscribe', 'ping', 'pong', 'event', '__proto__', 'room:1', 'inbox', 'alice'),
  fc.string(),
);
const nonsense = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc
    .dictionary(fc.constantFrom('type', 'topic', 'id', 'token', 'extra'), fc.oneof(word, fc.jsonValue()))
    .map((value) => JSON.stringify(value)),
  fc.integer({ min: 1, max: 8_000 }).map((depth) => '['.repeat(depth)),
);

/** It works and keeps nothing: sockets, places, subscriptions. */
async function expectUnharmed(): Promise<void> {
  await until(async () => app.realtime.counts().sockets === 0, 10_000, 'no sockets are left');
  expect(app.realtime.counts().topics).toBe(0);
  const client = await app.connect('alice');
  expect(await client.subscribe('room:1')).toMatchObject({ type: 'subscribed' });
  await app.publish({ topic: 'room:1', type: 'a', data: {} });
  await client.next('event');
  await client.close();
  await until(async () => app.realtime.counts().sockets === 0, 5_000, 'it is gone');
}

const messages = fc.array(nonsense, { minLength: 1, maxLength: 20 });

test('messages of any kind are each answered once, or end the socket, and harm nothing', async () => {
  await fc.assert(
    fc.asyncProperty(messages, async (texts) => {
      const client = await app.connect('alice');
      for (const text of texts) client.ws.send(text);
      client.send({ type: 'ping', id: 'the last' });
      const isLast = (message: object) => 'id' in message && message.id === 'the last';
      const isOver = async () => client.ws.readyState !== client.ws.OPEN || client.pending.some(isLast);
      await until(isOver, 10_000, 'the last answer or the end');
      const answers = client.pending.some(isLast) ? client.pending.length : 'the end';
      expect([texts.length + 1, 'the end']).toContain(answers);
      client.ws.terminate();
    }),
    { numRuns: 60 },
  );
  await expectUnharmed();
}, 120_000);

test('messages of any kind from an unauthenticated caller end the socket', async () => {
  await fc.assert(
    fc.asyncProperty(messages, async (texts) => {
      const client = await app.open();
      for (const text of texts) client.ws.send(text);
      expect((await client.closed).code).toBeGreaterThanOrEqual(1002);
    }),
    { numRuns: 60 },
  );
  await expectUnharmed();
}, 120_000);

test('bytes that are no frames, and frames that break off, harm nothing', async () => {
  const { hostname, port } = new URL(app.url);
  const handshake = [
    'GET /api/ws HTTP/1.1',
    `Host: ${hostname}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ].join('\r\n');
  const sockets: Socket[] = [];
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, atOnce) => {
      const socket = connect(Number(port), hostname);
      sockets.push(socket);
      socket.on('error', () => undefined).resume();
      const head = Buffer.from(`${handshake}\r\n\r\n`);
      if (atOnce) socket.write(Buffer.concat([head, bytes]));
      else {
        socket.write(head);
        await new Promise((resolve) => socket.once('data', resolve));
        socket.write(bytes);
      }
      if (bytes.length % 2 === 0) socket.end();
    }),
    { numRuns: 100 },
  );
  await until(async () => app.realtime.counts().sockets === 0, 10_000, 'all have timed out or were refused');
  for (const socket of sockets) socket.destroy();
  await expectUnharmed();
}, 120_000);

test.each([
  ['another method', 'POST /api/ws HTTP/1.1'],
  ['no key', 'GET /api/ws HTTP/1.1'],
])('a handshake with %s is refused', async (_name, line) => {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  socket.write(`${line}\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n`);
  const [answer] = (await new Promise((resolve) => socket.once('data', (data) => resolve([String(data)])))) as [string];
  expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
  socket.destroy();
});
