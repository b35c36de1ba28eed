import { sql } from 'kysely';
import { type ApiClient, createApiClient } from '../../client/client.ts';
import { entities } from '../../src/composition/entities.ts';
import { seedAdmin } from '../../src/features/accounts/admin-seed.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../src/platform/db/orm.ts';
import { type Em, row } from '../../src/platform/db/sql.ts';
import { createDatabase } from './database.ts';
import { temporalAddress } from './jobs.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';
import { PATIENCE } from './patience.ts';
import { freePort, type Program, startApi, startWorker } from './programs.ts';

export const ADMIN = { email: 'admin@vibe.localhost', password: 'correct horse battery staple' };

/** The real API and worker on a database of their own, the test run's Temporal server and a mail sink. */
export interface System {
  env: Record<string, string>;
  orm: Orm;
  em(): Em;
  sink: MailSink;
  api: Program;
  worker: Program;
  /** Kills the program at once and starts it anew, on the same address. */
  killApi(): Promise<void>;
  killWorker(): Promise<void>;
  /** An access token of the seeded admin. */
  adminToken(): Promise<string>;
  /** The typed client, signed in as that admin. */
  admin(): Promise<ApiClient>;
  stop(): Promise<void>;
}

export interface SystemOptions {
  env?: Record<string, string>;
  temporal?: string;
  databaseUrl?: string;
  sink?: MailSink;
  /** Where the API listens is kept over its restarts. */
  answerAfterMs?: number;
}

export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const database = options.databaseUrl === undefined ? await createDatabase() : undefined;
  const databaseUrl = options.databaseUrl ?? (database?.url as string);
  const sink = options.sink ?? (await startMailSink(options.answerAfterMs));
  const env: Record<string, string> = {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: options.temporal ?? temporalAddress(),
    TEMPORAL_TASK_QUEUE_PREFIX: `test-${newId()}`,
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    RATE_LIMIT_FACTOR: '100000',
    // They would go on when the test has ended.
    SCHEDULES_ENABLED: 'false',
    HTTP_CHECK_RESPONSES: 'true',
    ...(process.env.VIBE_RUN === undefined ? {} : { VIBE_RUN: process.env.VIBE_RUN }),
    ...options.env,
  };
  const orm = createOrm(loadConfig(env).db, entities);
  const em = () => orm.em.fork();
  await seedAdmin(em(), ADMIN);
  const apiPort = await freePort();
  const system: System = {
    env,
    orm,
    em,
    sink,
    api: await startApi(env, apiPort),
    worker: await startWorker(env),
    killApi: async () => {
      await system.api.kill('SIGKILL');
      system.api = await startApi(env, apiPort);
      await system.api.ready();
    },
    killWorker: async () => {
      await system.worker.kill('SIGKILL');
      system.worker = await startWorker(env);
    },
    adminToken: async () => {
      const { data, error } = await createApiClient({ baseUrl: system.api.url }).POST('/api/auth/login', {
        body: ADMIN,
      });
      if (!data) throw new Error(`log-in: ${error.status} ${error.detail}`);
      return data.accessToken;
    },
    admin: async () => {
      const token = await system.adminToken();
      return createApiClient({ baseUrl: system.api.url, token: () => token });
    },
    stop: async () => {
      await Promise.all([system.api.kill(), system.worker.kill()]);
      if (options.sink === undefined) await sink.close();
      await orm.close(true);
      await database?.drop();
    },
  };
  await Promise.all([system.api.ready(), system.worker.ready()]);
  return system;
}

export interface Member {
  id: string;
  email: string;
  password: string;
  token: string;
}

/** Signs somebody up and in, over HTTP. */
export async function signUp(baseUrl: string, email: string, displayName = 'Ada'): Promise<Member> {
  const password = 'a password to remember';
  const api = createApiClient({ baseUrl });
  await api.POST('/api/auth/signup', { body: { email, password, displayName } });
  const { data, error } = await api.POST('/api/auth/login', { body: { email, password } });
  if (!data) throw new Error(`log-in: ${error.status} ${error.detail}`);
  return { id: data.user.id, email, password, token: data.accessToken };
}

/** Polls until `condition` holds. @throws after {@link PATIENCE} times `withinMs` */
export async function until(condition: () => Promise<boolean>, withinMs: number, what: string): Promise<void> {
  const deadline = Date.now() + PATIENCE * withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${PATIENCE * withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Counts of messages by ledger status, and of sends whose outcome was unknown. */
export async function ledgerCounts(em: Em): Promise<{ sent: number; open: number; uncertain: number }> {
  const counts = await row<{ sent: number; open: number; uncertain: number }>(
    em,
    sql`select count(*) filter (where status = 'sent')::int as sent,
          count(*) filter (where status in ('queued', 'sending'))::int as open,
          coalesce(sum(uncertain_count), 0)::int as uncertain
        from email_message`,
  );
  if (!counts) throw new Error('no counts');
  return counts;
}
