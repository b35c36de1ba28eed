import pg from 'pg';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/system.ts';
import { type TcpGate, tcpGate } from '../http/tcp-gate.ts';
import { createRealtimeFixture, type RealtimeFixture } from './support.ts';

/** The listening connection goes through a gate that a test shuts; publishers do not. */
let database: TestDatabase;
let gate: TcpGate;
let app: RealtimeFixture;
let publisher: RealtimeFixture;
beforeAll(async () => {
  database = await createDatabase();
  const direct = new URL(database.url);
  gate = await tcpGate(direct.hostname, Number(direct.port));
  const gated = new URL(database.url);
  gated.port = String(gate.port);
  app = await createRealtimeFixture({ databaseUrl: gated.toString() });
  publisher = await createRealtimeFixture({ databaseUrl: database.url });
  app.rooms.set('1', new Set(['alice-id', 'bob-id']));
  app.rooms.set('2', new Set(['alice-id']));
  await app.listening();
});
afterAll(async () => {
  await app.close();
  await publisher.close();
  await gate.close();
  await database.drop();
});

const message = (n: number, room = '1') => ({ topic: `room:${room}`, type: 'room.message', data: { n } });

async function killListeners(): Promise<number> {
  const client = new pg.Client(database.url);
  await client.connect();
  const killed = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'vibe-realtime' and datname = current_database()`,
  );
  await client.end();
  return killed.rowCount ?? 0;
}

test('a listening connection that is killed comes back, and sockets are told what they may have missed', async () => {
  const [alice, bob] = [await app.connect('alice'), await app.connect('bob')];
  const idle = await app.connect('bob');
  for (const topic of ['room:1', 'room:2', 'inbox']) await alice.subscribe(topic);
  await bob.subscribe('room:1');
  expect(await killListeners()).toBe(2);
  expect((await alice.next('gap')).topics.toSorted()).toEqual(['inbox', 'room:1', 'room:2']);
  expect((await bob.next('gap')).topics).toEqual(['room:1']);
  await publisher.publish(message(1));
  for (const client of [alice, bob]) expect((await client.next('event')).data.n).toBe(1);
  idle.send({ type: 'ping' });
  await idle.next('pong');
  expect([...alice.pending, ...bob.pending, ...idle.pending]).toEqual([]);
  await Promise.all([alice.close(), bob.close(), idle.close()]);
});

test('Postgres away leaves sockets open; events resume and what was revoked meanwhile stays revoked', async () => {
  const [alice, bob] = [await app.connect('alice'), await app.connect('bob')];
  await alice.subscribe('room:1');
  await bob.subscribe('room:1');
  await gate.close();
  await until(async () => !app.realtime.counts().listening, 10_000, 'the loss is noticed');
  app.rooms.get('1')?.delete('bob-id');
  await publisher.revoke('room:1', 'bob-id');
  await publisher.publish(message(2));
  alice.send({ type: 'ping' });
  await alice.next('pong');
  await gate.open();
  expect((await alice.next('gap', 20_000)).topics).toEqual(['room:1']);
  expect(await bob.next('unsubscribed')).toMatchObject({ topic: 'room:1', reason: 'revoked' });
  await publisher.publish(message(3));
  expect((await alice.next('event')).data.n).toBe(3);
  bob.send({ type: 'ping' });
  await bob.next('pong');
  expect([...alice.pending, ...bob.pending]).toEqual([]);
  await Promise.all([alice.close(), bob.close()]);
  app.rooms.get('1')?.add('bob-id');
});

test('subscriptions that cannot be asked for again at once are asked for until they can', async () => {
  const alice = await app.connect('alice');
  await alice.subscribe('room:1');
  await alice.subscribe('room:2');
  let asked = 0;
  app.hooks.asking = async () => {
    asked += 1;
    if (asked < 4) throw new Error('no connection');
  };
  await killListeners();
  expect((await alice.next('gap', 20_000)).topics.toSorted()).toEqual(['room:1', 'room:2']);
  expect(asked).toBeGreaterThanOrEqual(4);
  app.hooks.asking = async () => undefined;
  await publisher.publish(message(4, '2'));
  expect((await alice.next('event')).data.n).toBe(4);
  await alice.close();
});

test('a process stops while Postgres takes connections and says nothing', async () => {
  const own = new URL(database.url);
  const silent = await tcpGate(own.hostname, Number(own.port));
  own.port = String(silent.port);
  const stopping = await createRealtimeFixture({ databaseUrl: own.toString() });
  await stopping.listening();
  silent.silence();
  await stopping.close(); // the query it waits for is never answered
  await silent.close();
});
