import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entities } from '../../src/composition/entities.ts';
import { seedAdmin } from '../../src/features/accounts/admin-seed.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import { createDatabase } from '../../test/support/database.ts';
import { ask } from '../../test/support/http.ts';
import { temporalAddress } from '../../test/support/jobs.ts';
import { type Program, startApi } from '../../test/support/programs.ts';
import { ADMIN } from '../../test/support/system.ts';

/** An API on a database of its own, and an admin who asks it. */
export interface Side {
  em(): Em;
  api: Program;
  env: Record<string, string>;
  token: string;
  userId: string;
  close(): Promise<void>;
}

export async function openSide(): Promise<Side> {
  const database = await createDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'vibe-bench-'));
  const env = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporalAddress(),
    TEMPORAL_TASK_QUEUE_PREFIX: `bench-${newId()}`,
    STORAGE_DIR: directory,
    SCHEDULES_ENABLED: 'false',
    RATE_LIMIT_FACTOR: '100000',
    // Ten million events take longer to be made than a token lives.
    AUTH_ACCESS_TOKEN_TTL_S: '86400',
    EVENTS_PER_PERSON_AND_DAY: '100000000',
    LOG_LEVEL: 'info',
    PROGRAM_OUTPUT: 'discard',
  };
  const orm = createOrm(loadConfig(env).db, entities);
  const em = () => orm.em.fork();
  await seedAdmin(em(), ADMIN);
  const api = await startApi(env);
  await api.ready();
  const { body } = await ask('POST', `${api.url}/api/auth/login`, { body: ADMIN });
  const token = String(body.accessToken);
  const me = await ask('GET', `${api.url}/api/users/me`, { token });
  return {
    em,
    api,
    env,
    token,
    userId: String(me.body.id),
    close: async () => {
      await api.kill();
      await orm.close(true);
      await database.drop();
      await rm(directory, { recursive: true });
    },
  };
}
