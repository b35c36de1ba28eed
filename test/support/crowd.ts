import { createApiClient, type Schemas } from '../../client/client.ts';
import { entities } from '../../src/composition/entities.ts';
import { seedAdmin } from '../../src/features/accounts/admin-seed.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { publish } from '../../src/platform/realtime/publish.ts';
import { createDatabase } from './database.ts';
import { type Program, startApi } from './programs.ts';
import { ADMIN } from './system.ts';

/** Real API processes on one database, ready for a thousand sockets. */
export interface CrowdApis {
  apis: Program[];
  /** What they were started with. */
  env: Record<string, string>;
  /** Sockets sign in with it. */
  token: string;
  /** Of the public room that they listen to. */
  topic: string;
  em(): Em;
  /** Writes a message into the room, over HTTP. Gives it as the answer does. */
  say(text: string): Promise<Schemas['RoomMessage']>;
  /** Publishes anything to the room's topic, in a transaction of its own. */
  publish(data: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
}

export async function startCrowdApis(count: number, env: Record<string, string> = {}): Promise<CrowdApis> {
  const database = await createDatabase();
  const variables: Record<string, string> = {
    DATABASE_URL: database.url,
    RATE_LIMIT_FACTOR: '100000',
    WS_MAX_SOCKETS_PER_USER: '2000',
    WS_MAX_UNAUTHENTICATED_PER_ADDRESS: '2000',
    ...(process.env.VIBE_RUN === undefined ? {} : { VIBE_RUN: process.env.VIBE_RUN }),
    ...env,
  };
  const orm = createOrm(loadConfig(variables).db, entities);
  const em = () => orm.em.fork();
  await seedAdmin(em(), ADMIN);
  const apis = await Promise.all(Array.from({ length: count }, () => startApi(variables)));
  await Promise.all(apis.map((api) => api.ready()));
  const [{ url } = { url: '' }] = apis;
  const { data } = await createApiClient({ baseUrl: url }).POST('/api/auth/login', { body: ADMIN });
  if (!data) throw new Error('the admin could not log in');
  const admin = createApiClient({ baseUrl: url, token: () => data.accessToken });
  const room = await admin.POST('/api/rooms', { body: { name: 'A crowd', visibility: 'public' } });
  if (!room.data) throw new Error(`no room: ${room.error.detail}`);
  const roomId = room.data.id;
  const topic = `room:${roomId}`;
  return {
    apis,
    env: variables,
    token: data.accessToken,
    topic,
    em,
    say: async (text) => {
      const said = await admin.POST('/api/rooms/{roomId}/messages', { params: { path: { roomId } }, body: { text } });
      if (!said.data) throw new Error(`no message: ${said.error.detail}`);
      return said.data;
    },
    publish: (message) => transact(em(), (tx) => publish(tx, { topic, type: 'crowd', data: message })),
    stop: async () => {
      await Promise.all(apis.map((api) => api.kill()));
      await orm.close(true);
      await database.drop();
    },
  };
}
