import { loadConfig } from '../../../src/platform/config.ts';
import { createOrm } from '../../../src/platform/db/orm.ts';
import type { Em } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createHttpApp } from '../../../src/platform/http/http-app.ts';
import type { Principal } from '../../../src/platform/http/principal.ts';
import { problem } from '../../../src/platform/http/problem.ts';
import { createLogger } from '../../../src/platform/log/logger.ts';
import { publish, type RealtimeEvent, revokeTopic } from '../../../src/platform/realtime/publish.ts';
import { realtimeRoutes } from '../../../src/platform/realtime/realtime.routes.ts';
import { createRealtime, type Realtime } from '../../../src/platform/realtime/realtime.ts';
import type { TopicFamily } from '../../../src/platform/realtime/topic.ts';
import { createDatabase } from '../../support/database.ts';
import { until } from '../../support/system.ts';
import { connectSocket, openSocket, type WsClient } from '../../support/ws-client.ts';

/** The sockets behind the real HTTP platform, over a real database, with people and topics of the test's own. */
export interface RealtimeFixture {
  url: string;
  realtime: Realtime;
  /** Token → whose it is. What is not here is refused. */
  people: Map<string, Principal>;
  /** `room:<id>` → ids of the users who may be told. */
  rooms: Map<string, Set<string>>;
  /** Runs while `rooms` or `people` are asked; a test makes it slow or fail. */
  hooks: { asking(): Promise<void> };
  em(): Em;
  publish(...events: RealtimeEvent[]): Promise<void>;
  revoke(topic: string, userId: string): Promise<void>;
  connect(token: string): Promise<WsClient>;
  open(headers?: Record<string, string>): Promise<WsClient>;
  /** Waits until events arrive from Postgres. */
  listening(): Promise<void>;
  close(): Promise<void>;
}

export const ALICE: Principal = { kind: 'user', userId: 'alice-id', role: 'user', sessionId: 's1' };
export const BOB: Principal = { kind: 'user', userId: 'bob-id', role: 'user', sessionId: 's2' };
export const ADMIN: Principal = { kind: 'user', userId: 'admin-id', role: 'admin', sessionId: 's3' };
const KEY: Principal = { kind: 'api_key', userId: 'alice-id', role: 'admin', keyId: 'k', scopes: ['all'] };

export interface FixtureOptions {
  env?: Record<string, string>;
  families?: readonly TopicFamily[];
  databaseUrl?: string;
}

export async function createRealtimeFixture(options: FixtureOptions = {}): Promise<RealtimeFixture> {
  const database = options.databaseUrl === undefined ? await createDatabase() : null;
  const config = loadConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT_FACTOR: '100000',
    DATABASE_URL: options.databaseUrl ?? database?.url,
    ...options.env,
  });
  const orm = createOrm(config.db, []);
  const em = () => orm.em.fork();
  const logger = createLogger(config.log, { service: 'test' });
  const people = new Map(Object.entries({ alice: ALICE, bob: BOB, admin: ADMIN, key: KEY }));
  const rooms = new Map<string, Set<string>>();
  const hooks = { asking: async () => undefined };
  const authenticate = async (token: string) => {
    await hooks.asking();
    return people.get(token) ?? problem(401, 'invalid_token', 'The token is not valid.');
  };
  const families: readonly TopicFamily[] = [
    {
      family: 'room',
      admits: async (_em, { userId }, id) => {
        // What is read is true before the test makes the answer slow.
        const found = rooms.get(id)?.has(userId) ?? false;
        await hooks.asking();
        return found;
      },
    },
    { family: 'inbox', naming: 'own', admits: async (_em, { userId }, id) => id === userId },
    { family: 'metrics', naming: 'single', admits: async (_em, { role }) => role === 'admin' },
    ...(options.families ?? []),
  ];
  const realtime = createRealtime({ config, createEm: em, authenticate, families, logger });
  const routes = realtimeRoutes(realtime.topics);
  const app = createHttpApp({ config, orm, routes, authenticate, logger, readiness: [], upgrades: realtime });
  realtime.start();
  const { url } = await app.listen();
  const clients: WsClient[] = [];
  const keep = (client: WsClient) => {
    clients.push(client);
    return client;
  };
  const fixture: RealtimeFixture = {
    url,
    realtime,
    people,
    rooms,
    hooks,
    em,
    publish: (...events) => transact(em(), (tx) => publish(tx, ...events)),
    revoke: (topic, userId) => transact(em(), (tx) => revokeTopic(tx, topic, userId)),
    connect: async (token) => keep(await connectSocket(url, token)),
    open: async (headers) => keep(await openSocket(url, headers)),
    listening: () => until(async () => realtime.counts().listening, 20_000, 'listening'),
    close: async () => {
      await realtime.close();
      for (const { ws } of clients) ws.terminate();
      await app.close();
      await orm.close(true);
      await database?.drop();
    },
  };
  return fixture;
}
