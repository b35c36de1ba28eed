import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { transact } from '../../../src/platform/db/transaction.ts';
import { publish } from '../../../src/platform/realtime/publish.ts';
import { createRealtimeFixture, type RealtimeFixture } from './support.ts';

let app: RealtimeFixture;
beforeAll(async () => {
  app = await createRealtimeFixture({ env: { CORS_ORIGINS: 'https://app.example', WS_AUTH_TIMEOUT_MS: '400' } });
  app.rooms.set('1', new Set(['alice-id', 'bob-id']));
  await app.listening();
});
afterAll(() => app.close());

describe('the handshake', () => {
  test.each([
    ['/api/nothing', 404],
    ['/api/wss', 404],
    ['/livez', 200],
    ['/api/ws?token=alice', 400],
  ])('the handshake is for one path: %s answers as without it', async (path, status) => {
    const ws = new WebSocket(app.url.replace('http', 'ws') + path);
    ws.on('error', () => undefined);
    const [, response] = (await once(ws, 'unexpected-response')) as [unknown, IncomingMessage];
    expect(response.resume().statusCode).toBe(status);
    ws.terminate();
  });

  test('a request without a handshake is told to upgrade', async () => {
    const answer = await fetch(`${app.url}/api/ws`);
    expect([answer.status, answer.headers.get('upgrade')]).toEqual([426, 'websocket']);
    expect(await answer.json()).toMatchObject({ code: 'upgrade_required' });
  });

  test.each([
    ['a page of a configured site', { origin: 'https://app.example' }],
    ['no page at all', {}],
  ])('the handshake is open to %s', async (_name, headers: Record<string, string>) => {
    const client = await app.open(headers);
    await client.close();
  });

  test('the handshake is open to a page of its own', async () => {
    const client = await app.open({ origin: app.url });
    await client.close();
  });

  test.each(['https://evil.example', 'null', 'not a url', 'https://app.example.evil.example'])(
    'the handshake refuses a page of %s',
    async (origin) => {
      await expect(app.open({ origin })).rejects.toThrow('403');
    },
  );
});

describe('who it is', () => {
  test('the first message authenticates, and is answered', async () => {
    const client = await app.open();
    client.send({ type: 'auth', token: 'alice', id: 'mine' });
    expect(await client.next('ready')).toEqual({
      type: 'ready',
      userId: 'alice-id',
      heartbeatSeconds: 30,
      topics: ['room:<id>', 'inbox', 'metrics'],
      id: 'mine',
    });
    await client.close();
  });

  test.each([
    ['a forged token', { type: 'auth', token: 'forged' }, 'invalid_token'],
    ['no token at all', { type: 'auth', token: '' }, 'invalid_token'],
    ['an API key', { type: 'auth', token: 'key' }, 'user_token_required'],
    ['something else first', { type: 'subscribe', topic: 'room:1' }, 'auth_required'],
    ['nonsense first', { nonsense: true }, 'auth_required'],
  ])('a socket that sends %s closes with 4401', async (_name, message, reason) => {
    const client = await app.open();
    client.send(message);
    expect(await client.closed).toEqual({ code: 4401, reason });
  });

  test('a socket that stays silent closes with 4401', async () => {
    const client = await app.open();
    expect(await client.closed).toEqual({ code: 4401, reason: 'auth_timeout' });
  });

  test('a socket may authenticate again, as the same person', async () => {
    app.people.set('alice-new', { kind: 'user', userId: 'alice-id', role: 'user', sessionId: 's9' });
    const client = await app.connect('alice');
    await client.subscribe('room:1');
    client.send({ type: 'auth', token: 'alice-new' });
    await client.next('ready');
    await app.publish({ topic: 'room:1', type: 'room.message', data: { n: 1 } });
    expect((await client.next('event')).data).toEqual({ n: 1 });
    client.send({ type: 'auth', token: 'bob' });
    expect(await client.closed).toEqual({ code: 4401, reason: 'another_user' });
  });

  test('a subscription need not wait for the answer to the authentication', async () => {
    const client = await app.open();
    client.send({ type: 'auth', token: 'alice' });
    expect(await client.subscribe('room:1')).toMatchObject({ type: 'subscribed', topic: 'room:1' });
    await client.close();
  });
});

describe('events', () => {
  test('events come once to every subscriber of the topic and to no other, in order', async () => {
    const alice = await app.connect('alice');
    const bob = await app.connect('bob');
    const other = await app.connect('bob');
    for (const client of [alice, bob]) await client.subscribe('room:1');
    await app.publish(...[1, 2, 3].map((n) => ({ topic: 'room:1', type: 'room.message', data: { n } })), {
      topic: 'room:2',
      type: 'room.message',
      data: { n: 4 },
    });
    await app.publish({ topic: 'room:1', type: 'room.message', data: { n: 5 } });
    for (const client of [alice, bob]) {
      const seen: unknown[] = [];
      while (seen.length < 4) seen.push((await client.next('event')).data.n);
      expect(seen).toEqual([1, 2, 3, 5]);
    }
    other.send({ type: 'ping', id: 7 });
    expect(await other.next('pong')).toEqual({ type: 'pong', id: 7 });
    expect([...alice.pending, ...bob.pending, ...other.pending]).toEqual([]);
    await Promise.all([alice.close(), bob.close(), other.close()]);
  });

  test('events come to a subscriber who wrote the topic in upper case, until they may not see it', async () => {
    app.rooms.set('ab', new Set(['alice-id']));
    const client = await app.connect('alice');
    await client.subscribe('room:AB');
    await app.publish({ topic: 'room:ab', type: 'room.message', data: { n: 1 } });
    expect((await client.next('event')).topic).toBe('room:ab');
    await app.revoke('room:ab', 'alice-id');
    expect(await client.next('unsubscribed')).toMatchObject({ reason: 'revoked' });
    await client.close();
  });

  test('events say what happened, where and when', async () => {
    const client = await app.connect('alice');
    await client.subscribe('inbox');
    await app.publish({ topic: 'inbox:alice-id', type: 'news', data: { text: 'a „quoted“ 🦊' } });
    const event = await client.next('event');
    expect(event).toMatchObject({ topic: 'inbox', event: 'news', data: { text: 'a „quoted“ 🦊' } });
    expect(Math.abs(Date.parse(event.at) - Date.now())).toBeLessThan(10_000);
    await client.close();
  });

  test('events of any size come whole: 60 KB of characters of several bytes', async () => {
    const client = await app.connect('alice');
    await client.subscribe('room:1');
    const texts = ['ä🦊', 'x', '€'].map((unit, i) => unit.repeat(100 + i * 20_000));
    await app.publish(...texts.map((text) => ({ topic: 'room:1', type: 'big', data: { text } })));
    for (const text of texts) expect((await client.next('event')).data.text).toBe(text);
    await client.close();
  });

  test('events of a transaction that is rolled back never come', async () => {
    const client = await app.connect('alice');
    await client.subscribe('room:1');
    const failing = transact(app.em(), async (tx) => {
      await publish(tx, { topic: 'room:1', type: 'a', data: { lost: true } });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await app.publish({ topic: 'room:1', type: 'b', data: {} });
    expect((await client.next('event')).event).toBe('b');
    await client.close();
  });

  test('events stop when a socket unsubscribes', async () => {
    const client = await app.connect('alice');
    await client.subscribe('room:1');
    await client.subscribe('inbox');
    client.send({ type: 'unsubscribe', topic: 'room:1', id: 'a' });
    expect(await client.next('unsubscribed')).toEqual({ type: 'unsubscribed', topic: 'room:1', id: 'a' });
    await app.publish({ topic: 'room:1', type: 'a', data: {} }, { topic: 'inbox:alice-id', type: 'b', data: {} });
    expect((await client.next('event')).event).toBe('b');
    await client.close();
  });
});

describe('a topic', () => {
  test.each([
    'room:2',
    'room:',
    'room',
    'inbox:bob-id',
    'inbox:',
    'metrics',
    'metrics:1',
    'nothing:1',
    ':',
    'constructor',
  ])('a topic that the caller may not see, or that does not exist, is not found: %s', async (topic) => {
    app.rooms.set('2', new Set(['bob-id']));
    const client = await app.connect('alice');
    expect(await client.subscribe(topic)).toMatchObject({ type: 'error', code: 'not_found', topic });
    await client.close();
  });

  test('a topic of which there is one is open to those who may see it', async () => {
    const client = await app.connect('admin');
    expect(await client.subscribe('metrics')).toMatchObject({ type: 'subscribed', topic: 'metrics' });
    await client.close();
  });

  test('a topic that is subscribed to twice tells each event once', async () => {
    const client = await app.connect('alice');
    await client.subscribe('room:1');
    expect(await client.subscribe('room:1')).toMatchObject({ type: 'subscribed' });
    await app.publish({ topic: 'room:1', type: 'a', data: {} }, { topic: 'room:1', type: 'b', data: {} });
    expect((await client.next('event')).event).toBe('a');
    expect((await client.next('event')).event).toBe('b');
    await client.close();
  });

  test('a socket has a hundred topics at most', async () => {
    for (let n = 0; n <= 100; n += 1) app.rooms.set(`many-${n}`, new Set(['alice-id']));
    const client = await app.connect('alice');
    const answers = await Promise.all(Array.from({ length: 101 }, (_, n) => client.subscribe(`room:many-${n}`)));
    expect(answers.filter(({ type }) => type === 'subscribed')).toHaveLength(100);
    expect(answers.at(-1)).toMatchObject({ code: 'too_many_topics', topic: 'room:many-100' });
    await client.close();
  });
});

describe('a revoked topic', () => {
  test('a revoked topic tells nothing more, at once, and says so', async () => {
    app.rooms.set('3', new Set(['alice-id', 'bob-id']));
    const [alice, second, bob] = [await app.connect('alice'), await app.connect('alice'), await app.connect('bob')];
    for (const client of [alice, second, bob]) await client.subscribe('room:3');
    app.rooms.get('3')?.delete('alice-id');
    await app.revoke('room:3', 'alice-id');
    await app.publish({ topic: 'room:3', type: 'a', data: {} });
    await bob.next('event');
    for (const client of [alice, second]) {
      expect(await client.next('unsubscribed')).toEqual({ type: 'unsubscribed', topic: 'room:3', reason: 'revoked' });
      client.send({ type: 'ping' });
      await client.next('pong');
      expect(client.pending).toEqual([]);
      await client.close();
    }
    await bob.close();
  });

  test('a topic revoked while it was being asked for is not found', async () => {
    app.rooms.set('4', new Set(['alice-id']));
    const client = await app.connect('alice');
    const witness = await app.connect('bob');
    await witness.subscribe('room:1');
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const { promise: asked, resolve: noteAsked } = Promise.withResolvers<void>();
    app.hooks.asking = async () => {
      noteAsked();
      await held;
    };
    const answer = client.subscribe('room:4');
    await asked;
    app.rooms.get('4')?.delete('alice-id');
    await app.revoke('room:4', 'alice-id');
    await app.publish({ topic: 'room:4', type: 'a', data: {} }, { topic: 'room:1', type: 'a', data: {} });
    await witness.next('event');
    release();
    app.hooks.asking = async () => undefined;
    expect(await answer).toMatchObject({ type: 'error', code: 'not_found' });
    expect(client.pending).toEqual([]);
    await Promise.all([client.close(), witness.close()]);
  });
});
