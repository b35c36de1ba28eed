import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { WebSocket } from 'ws';
import { until } from '../../support/system.ts';
import { openSocket } from '../../support/ws-client.ts';
import { createRealtimeFixture, type RealtimeFixture } from './support.ts';

const fixtures: RealtimeFixture[] = [];
afterEach(async () => {
  for (const fixture of fixtures.splice(0)) await fixture.close();
});

async function start(env: Record<string, string>): Promise<RealtimeFixture> {
  const app = await createRealtimeFixture({ env });
  fixtures.push(app);
  app.rooms.set('1', new Set(['alice-id', 'bob-id']));
  await app.listening();
  return app;
}

const TOO_MANY_SOCKETS = { code: 4429, reason: 'too_many_sockets' };

describe('too many sockets are refused', () => {
  test('too many sockets of one address are refused while they are unauthenticated', async () => {
    const app = await start({ WS_MAX_UNAUTHENTICATED_PER_ADDRESS: '2', WS_MAX_SOCKETS_PER_USER: '10' });
    const named = await app.connect('alice');
    await app.connect('alice');
    const [silent] = [await app.open(), await app.open()];
    await expect(app.open()).rejects.toThrow('429');
    await silent.close();
    await until(async () => app.realtime.counts().sockets === 3, 5_000, 'the place is free again');
    await app.connect('alice');
    expect(named.ws.readyState).toBe(WebSocket.OPEN);
  });

  test('behind a proxy, too many sockets of the address that it saw are refused', async () => {
    const app = await start({ WS_MAX_UNAUTHENTICATED_PER_ADDRESS: '1', TRUST_PROXY_HOPS: '1' });
    const from = (address: string) => app.open({ 'x-forwarded-for': address });
    await from('2001:db8::1');
    await from('203.0.113.7');
    await expect(from('2001:db8::2')).rejects.toThrow('429');
  });

  test('too many sockets of one person are closed with 4429', async () => {
    const app = await start({ WS_MAX_SOCKETS_PER_USER: '2' });
    const first = await app.connect('alice');
    await app.connect('alice');
    const third = await app.open();
    third.send({ type: 'auth', token: 'alice' });
    expect(await third.closed).toEqual(TOO_MANY_SOCKETS);
    await app.connect('bob');
    await first.close();
    await until(async () => app.realtime.counts().sockets === 2, 5_000, 'the place is free again');
    await app.connect('alice');
  });

  test('too many sockets of the process are closed with 4429', async () => {
    const app = await start({ WS_MAX_SOCKETS: '2' });
    await app.connect('alice');
    await app.connect('bob');
    await expect(app.open()).rejects.toThrow('503');
    expect(app.realtime.counts().sockets).toBe(2);
  });
});

test('three hundred handshakes of one address do not keep another out', async () => {
  const app = await start({ WS_MAX_UNAUTHENTICATED_PER_ADDRESS: '5', TRUST_PROXY_HOPS: '1' });
  const flood = await Promise.allSettled(
    Array.from({ length: 300 }, () => app.open({ 'x-forwarded-for': '203.0.113.7' })),
  );
  expect(flood.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  expect(app.realtime.counts().sockets).toBe(5);
  await app.open({ 'x-forwarded-for': '198.51.100.1' });
});

test.each(['not a key', '', 'AAAA'])('a handshake that fails by its key %j gives its place back', async (key) => {
  const app = await start({ WS_MAX_UNAUTHENTICATED_PER_ADDRESS: '1' });
  const headers = {
    upgrade: 'websocket',
    connection: 'Upgrade',
    'sec-websocket-version': '13',
    'sec-websocket-key': key,
  };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const sent = request(`${app.url}/api/ws`, { headers });
    sent.end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(400);
    answer.resume();
  }
  await until(async () => app.realtime.counts().sockets === 0, 5_000, 'the places are free again');
  await app.open();
});

test('topics are counted over all sockets of a user', async () => {
  const app = await start({ WS_MESSAGES_PER_SECOND: '10000' });
  for (let room = 0; room < 310; room += 1) app.rooms.set(`r${room}`, new Set(['alice-id', 'bob-id']));
  const sockets = [await app.connect('alice'), await app.connect('alice'), await app.connect('alice')];
  let room = 0;
  for (const socket of sockets) {
    for (let n = 0; n < 100; n += 1, room += 1) {
      expect((await socket.subscribe(`room:r${room}`)).type).toBe('subscribed');
    }
  }
  const fourth = await app.connect('alice');
  expect(await fourth.subscribe('room:r301')).toMatchObject({ type: 'error', code: 'too_many_topics' });
  const bob = await app.connect('bob');
  expect((await bob.subscribe('room:r301')).type).toBe('subscribed');
  await sockets[0]?.close();
  await until(
    async () => (await fourth.subscribe('room:r302')).type === 'subscribed',
    10_000,
    'the topics are free again',
  );
});

describe('messages beyond the limits', () => {
  test('a socket that sends too much at once closes with 4429', async () => {
    const app = await start({ WS_MESSAGES_PER_SECOND: '10' });
    const client = await app.connect('alice');
    for (let i = 0; i < 40; i += 1) client.send({ type: 'ping', id: i });
    expect(await client.closed).toEqual({ code: 4429, reason: 'too_many_messages' });
    expect(client.pending.length).toBeLessThan(20);
  });

  test('a socket that sends too many control frames closes with 4429', async () => {
    const app = await start({ WS_MESSAGES_PER_SECOND: '10' });
    const client = await app.connect('alice');
    for (let i = 0; i < 40; i += 1) client.ws.ping();
    expect(await client.closed).toEqual({ code: 4429, reason: 'too_many_messages' });
  });

  test('a socket with too many messages behind a slow answer closes with 4429', async () => {
    const app = await start({ WS_MESSAGES_PER_SECOND: '1000' });
    const client = await app.connect('alice');
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    app.hooks.asking = () => held;
    for (let i = 0; i < 300; i += 1) client.send({ type: 'subscribe', topic: 'room:1', id: i });
    expect(await client.closed).toEqual({ code: 4429, reason: 'too_many_messages' });
    release();
  });

  test('a socket that sends binary closes with 1003, and one that sends too large a message with 1009', async () => {
    const app = await start({});
    const [binary, large, fine] = [await app.connect('alice'), await app.connect('alice'), await app.connect('alice')];
    binary.ws.send(Buffer.from('{"type":"ping"}'));
    expect(await binary.closed).toEqual({ code: 1003, reason: 'text_only' });
    large.ws.send(`{"type":"ping","id":"${'x'.repeat(16_384)}"}`);
    expect((await large.closed).code).toBe(1009);
    fine.send({ type: 'auth', token: 'x'.repeat(16_000) });
    expect(await fine.closed).toEqual({ code: 4401, reason: 'invalid_token' });
  });
});

describe('heartbeats', () => {
  test('heartbeats keep a quiet peer and cut one that has died', async () => {
    const app = await start({ WS_HEARTBEAT_MS: '400' });
    const quiet = await app.connect('alice');
    const dead = new WebSocket(`${app.url.replace('http', 'ws')}/api/ws`, { autoPong: false });
    dead.on('open', () => dead.send('{"type":"auth","token":"bob"}'));
    const code = await new Promise((resolve) => dead.on('close', resolve));
    expect(code).toBe(1006);
    expect(app.realtime.counts().deadPeers).toBe(1);
    await until(async () => app.realtime.counts().sockets === 1, 5_000, 'it is gone');
    expect(quiet.ws.readyState).toBe(WebSocket.OPEN);
  });
});

describe('the token of a living socket', () => {
  test('the token of a living socket is checked again: one that has ended closes it', async () => {
    const app = await start({ WS_TOKEN_CHECK_MS: '200' });
    app.people.set('short', { kind: 'user', userId: 'alice-id', role: 'user', sessionId: 's' });
    const [ends, stays] = [await app.connect('short'), await app.connect('alice')];
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(ends.ws.readyState).toBe(WebSocket.OPEN);
    app.people.delete('short');
    expect(await ends.closed).toEqual({ code: 4401, reason: 'invalid_token' });
    expect(stays.ws.readyState).toBe(WebSocket.OPEN);
  });

  test('a new check of the token reads the present role, and with it what may be told', async () => {
    const app = await start({ WS_TOKEN_CHECK_MS: '200' });
    app.people.set('token', { kind: 'user', userId: 'alice-id', role: 'admin', sessionId: 's' });
    const client = await app.connect('token');
    await client.subscribe('metrics');
    await client.subscribe('inbox');
    app.people.set('token', { kind: 'user', userId: 'alice-id', role: 'user', sessionId: 's' });
    expect(await client.next('unsubscribed')).toMatchObject({ topic: 'metrics', reason: 'revoked' });
    expect(await client.next('gap')).toMatchObject({ topics: ['inbox'] });
    await app.publish({ topic: 'metrics', type: 'a', data: {} }, { topic: 'inbox:alice-id', type: 'b', data: {} });
    expect((await client.next('event')).event).toBe('b');
  });

  test('a token that cannot be checked, Postgres being away, closes nothing', async () => {
    const app = await start({ WS_TOKEN_CHECK_MS: '200' });
    const client = await app.connect('alice');
    let asked = 0;
    app.hooks.asking = async () => {
      asked += 1;
      throw new Error('no connection');
    };
    await until(async () => asked >= 2, 10_000, 'asked again');
    expect(client.ws.readyState).toBe(WebSocket.OPEN);
    client.send({ type: 'subscribe', topic: 'room:1' });
    expect(await client.next('error')).toMatchObject({ code: 'unavailable', topic: 'room:1' });
    const newcomer = await app.open();
    newcomer.send({ type: 'auth', token: 'bob' });
    expect((await newcomer.closed).code).toBe(1013);
    app.hooks.asking = async () => undefined;
    expect(await client.subscribe('room:1')).toMatchObject({ type: 'subscribed' });
  });
});

describe('a process that stops', () => {
  test('a stopping process sends its sockets away, to come back at different times, and takes none', async () => {
    const app = await start({});
    const clients = [await app.connect('alice'), await app.connect('bob'), await app.connect('bob'), await app.open()];
    const stubborn = new WebSocket(`${app.url.replace('http', 'ws')}/api/ws`);
    stubborn.on('error', () => undefined);
    await new Promise((resolve) => stubborn.once('open', resolve));
    stubborn.pause(); // it never sees that it should go
    const closing = app.realtime.close();
    const waits = [];
    for (const { closed } of clients) {
      const { code, reason } = await closed;
      expect(code).toBe(1001);
      waits.push(Number(/^reconnect_after_ms=(\d+)$/.exec(reason)?.[1]));
    }
    expect(Math.max(...waits)).toBeLessThanOrEqual(5_000);
    expect(new Set(waits).size).toBeGreaterThan(1);
    await expect(openSocket(app.url)).rejects.toThrow('503');
    await closing;
    expect(app.realtime.counts().sockets).toBe(0);
    stubborn.terminate();
  });
});
