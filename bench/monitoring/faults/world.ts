import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ApiClient, createApiClient } from '../../../client/client.ts';
import { entities } from '../../../src/composition/entities.ts';
import { seedAdmin } from '../../../src/features/accounts/admin-seed.service.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { type TcpGate, tcpGate } from '../../../test/platform/http/tcp-gate.ts';
import { freePort, type Program, startApi, startWorker } from '../../../test/support/programs.ts';
import { type OwnServer, startOwnPostgres, startOwnTemporal } from '../../../test/support/servers.ts';
import { ADMIN } from '../../../test/support/system.ts';
import { type SlowLink, slowLink } from '../slow-link.ts';
import { OPERATORS, type Receivers } from './receivers.ts';

/** The whole system with everything that can be broken: two APIs, a worker, and servers of its own. */
export interface World {
  postgres: OwnServer;
  temporal: OwnServer;
  /** Between the programs and the mail server. */
  smtp: { gate: TcpGate; link: SlowLink };
  apis: [Program, Program];
  worker: Program;
  /** Of the storage; a fault takes it away. */
  storage: string;
  /** A small disk, of the first API alone. */
  spool: string;
  orm: Orm;
  metricsToken: string;
  /** A token that is good for as long as the bench runs. */
  token: string;
  admin: ApiClient;
  /** Starts a program again that was ended. */
  restart(which: 'worker' | 'second API'): Promise<void>;
  stop(): Promise<void>;
}

const DISK = '16m';

function mountDisk(folder: string): void {
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    throw new Error('a disk that can be filled needs the right to mount a tmpfs: run it as root', { cause: error });
  }
}

export async function startWorld(receivers: Receivers): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vibe-bench-faults-'));
  const [storage, spool] = [path.join(folder, 'storage'), path.join(folder, 'spool')];
  mountDisk(spool);
  const [postgres, temporal] = await Promise.all([startOwnPostgres(), startOwnTemporal()]);
  const link = await slowLink('127.0.0.1', receivers.sink.port);
  const gate = await tcpGate('127.0.0.1', link.port);
  const metricsToken = 'bench-of-the-faults';
  const env: Record<string, string> = {
    DATABASE_URL: postgres.address,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_TASK_QUEUE_PREFIX: `bench-${newId()}`,
    SMTP_URL: `smtp://127.0.0.1:${gate.port}`,
    STORAGE_DIR: storage,
    UPLOAD_SPOOL_DIR: path.join(folder, 'spool-of-others'),
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    RATE_LIMIT_FACTOR: '100000',
    SCHEDULES_ENABLED: 'false',
    AUTH_ACCESS_TOKEN_TTL_S: '7200',
    METRICS_TOKEN: metricsToken,
    ALERT_WEBHOOK_URL: `${receivers.url}/webhook`,
    ALERT_WEBHOOK_SECRET: receivers.secret,
    ALERT_SLACK_URL: `${receivers.url}/slack`,
    ALERT_EMAIL: OPERATORS,
    ALERT_ALLOW_PRIVATE: 'true',
    ...(process.env.VIBE_RUN === undefined ? {} : { VIBE_RUN: process.env.VIBE_RUN }),
  };
  const orm = createOrm({ ...loadConfig(env).db, poolMax: 2 }, entities);
  await orm.migrator.up();
  await seedAdmin(orm.em.fork(), ADMIN);
  const ports = [await freePort(), await freePort()];
  const apis: World['apis'] = [
    await startApi({ ...env, UPLOAD_SPOOL_DIR: spool }, ports[0]),
    await startApi(env, ports[1]),
  ];
  const worker = await startWorker(env);
  await Promise.all([...apis, worker].map((program) => program.ready()));
  const { data } = await createApiClient({ baseUrl: apis[0].url }).POST('/api/auth/login', { body: ADMIN });
  if (!data) throw new Error('the admin could not log in');
  const world: World = {
    postgres,
    temporal,
    smtp: { gate, link },
    apis,
    worker,
    storage,
    spool,
    orm,
    metricsToken,
    token: data.accessToken,
    admin: createApiClient({ baseUrl: apis[0].url, token: () => data.accessToken }),
    restart: async (which) => {
      if (which === 'worker') world.worker = await startWorker(env, Number(new URL(worker.url).port));
      else world.apis[1] = await startApi(env, ports[1]);
      await (which === 'worker' ? world.worker : world.apis[1]).ready();
    },
    stop: async () => {
      await Promise.all([...world.apis, world.worker].map((program) => program.kill()));
      await orm.close(true);
      await gate.close();
      link.close();
      await Promise.all([postgres.dispose(), temporal.dispose()]);
      execFileSync('umount', [spool]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}
