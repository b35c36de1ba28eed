import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { composeApi } from '../../src/composition/api.ts';
import { entities } from '../../src/composition/entities.ts';
import { seedAdmin } from '../../src/features/accounts/admin-seed.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm, type Orm } from '../../src/platform/db/orm.ts';
import { type Em, row } from '../../src/platform/db/sql.ts';
import { createHttpApp, type HttpApp } from '../../src/platform/http/http-app.ts';
import type { Role } from '../../src/platform/http/principal.ts';
import { createLogger } from '../../src/platform/log/logger.ts';
import { HttpLoad } from '../../src/platform/metrics/http-load.ts';
import { MetricsRegistry } from '../../src/platform/metrics/registry.ts';
import { SlowList } from '../../src/platform/metrics/slow-list.ts';
import { createStorage } from '../../src/platform/storage/create-storage.ts';
import { databaseVariables } from './database.ts';
import { ask } from './http.ts';

export const PASSWORD = 'correct horse battery staple';
const ENV = {
  NODE_ENV: 'test',
  PORT: '0',
  LOG_LEVEL: 'silent',
  RATE_LIMIT_FACTOR: '100000',
  HTTP_CHECK_RESPONSES: 'true',
  AUTH_CACHE_TTL_MS: '0',
};

/** Longer than the launcher's attempts to reach a Temporal that is not there. */
const DRAIN_MS = 5_000;

/** The whole API as the program composes it, in the process of the test. Nothing in it reaches Temporal. */
export interface ComposedApi {
  orm: Orm;
  app: HttpApp;
  registry: MetricsRegistry;
  load: HttpLoad;
  em(): Em;
  close(): Promise<void>;
}

export function composedApi(databaseUrl: string, env: Record<string, string> = {}): ComposedApi {
  const config = loadConfig({ ...ENV, ...databaseVariables(databaseUrl), ...env });
  const orm = createOrm(config.db, entities);
  const connection = Connection.lazy({ address: '127.0.0.1:1' });
  const logger = createLogger(config.log, { service: 'test' });
  const storage = createStorage(config.storage);
  const registry = new MetricsRegistry();
  const load = new HttpLoad(new SlowList());
  registry.collector(load);
  const api = composeApi({ config, orm, client: new Client({ connection }), storage, logger, registry });
  const app = createHttpApp({ config, orm, ...api, logger, readiness: [], load });
  return {
    orm,
    app,
    registry,
    load,
    em: () => orm.em.fork(),
    close: async () => {
      await app.close();
      await api.launcher.drain(DRAIN_MS);
      await connection.close();
      storage.close();
      await orm.close(true);
    },
  };
}

export interface ComposedPerson {
  id: string;
  token: string;
}

/** Logs `<name>@example.test` in. @throws unless it is answered 200 */
export async function logInTo(url: string, name: string): Promise<string> {
  const answer = await ask('POST', `${url}/api/auth/login`, {
    body: { email: `${name}@example.test`, password: PASSWORD },
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.accessToken);
}

/** Makes an account `<name>@example.test` and logs it in. */
export async function personOf(em: Em, url: string, name: string, role: Role): Promise<ComposedPerson> {
  const email = `${name}@example.test`;
  await seedAdmin(em, { email, password: PASSWORD });
  const made = await row<{ id: string }>(
    em,
    sql`update app_user set role = ${role} where email = ${email} returning id`,
  );
  return { id: made?.id ?? '', token: await logInTo(url, name) };
}
