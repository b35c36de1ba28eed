import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { ask, welcomeTo } from '../../../test/support/http.ts';
import type { World } from './world.ts';

/** A fault that is made, to be mended. */
export interface Made {
  /** `performance.now()` since which the condition holds; since it was made unless given. */
  since?: number;
  mend(): Promise<void>;
  /** Ends what goes on after the mend, such as requests that show that all is well. */
  stop?(): Promise<void>;
}

export interface Fault {
  name: string;
  /** Key of the rule that must tell it; null where each process tells it by itself. */
  rule: string | null;
  labels?: Record<string, string>;
  /** Seconds for which it must last before it is told. */
  forSeconds: number;
  /** The same condition for Prometheus. */
  expr: string;
  make(world: World): Promise<Made>;
}

/** What all `for` durations are set to, so that the bench takes minutes. */
export const FOR_S = 10;
/** Age of what waits, at which the rule for it is set to fire. */
export const BACKLOG_S = 10;
/** After which a silent process counts as lost, and after which a process tells by itself that Postgres is away. */
const LOST_S = 30;
const AWAY_S = 20;

const away = (dependency: string) => `vibe_dependency_up{dependency="${dependency}"} < 1`;

/** Does something again and again until it is stopped; it waits for what is under way. */
function repeat(everyMs: number, work: () => Promise<unknown>): () => Promise<void> {
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      await work();
      await delay(everyMs);
    }
  })();
  return async () => {
    stopped = true;
    await running;
  };
}

const smtp: Fault = {
  name: 'SMTP refused',
  rule: 'dependency',
  labels: { dependency: 'smtp' },
  forSeconds: FOR_S,
  expr: away('smtp'),
  async make({ smtp: { gate } }) {
    await gate.close();
    return { mend: () => gate.open() };
  },
};

const storage: Fault = {
  name: 'storage away',
  rule: 'dependency',
  labels: { dependency: 'storage' },
  forSeconds: FOR_S,
  expr: away('storage'),
  async make({ storage: folder }) {
    mkdirSync(folder, { recursive: true });
    await rename(folder, `${folder}.away`);
    await writeFile(folder, '');
    return {
      mend: async () => {
        rmSync(folder);
        renameSync(`${folder}.away`, folder);
      },
    };
  },
};

const disk: Fault = {
  name: 'disk full',
  rule: 'disk',
  labels: { folder: 'spool' },
  forSeconds: FOR_S,
  expr: 'vibe_disk_used_ratio{folder="spool"} > 0.9',
  async make({ spool }) {
    const file = path.join(spool, 'full');
    // Of a disk of 16 MiB.
    writeFileSync(file, Buffer.alloc(15.5 * 1_024 * 1_024));
    return { mend: () => rm(file) };
  },
};

const loop: Fault = {
  name: 'event loop blocked',
  rule: 'event-loop',
  forSeconds: 0,
  expr: 'nodejs_eventloop_delay_max_seconds > 1',
  async make({ apis: [{ pid }] }) {
    const mend = repeat(3_000, async () => {
      process.kill(pid, 'SIGSTOP');
      await delay(1_500);
      process.kill(pid, 'SIGCONT');
    });
    return { mend };
  },
};

const failing: Fault = {
  name: '5xx by a faulty route',
  rule: 'http-errors',
  forSeconds: FOR_S,
  expr: 'sum(increase(http_server_requests_total{status="5xx"}[5m])) / sum(increase(http_server_requests_total[5m])) > 0.02',
  async make({ apis, orm, token }) {
    const sql = (text: string) => orm.em.getConnection().execute(text);
    await sql('alter table watchlist rename to watchlist_away');
    // Afterwards too: without requests nothing shows that they succeed again.
    const stop = repeat(100, () => ask('GET', `${apis[1].url}/api/watchlists`, { token }));
    return { mend: async () => void (await sql('alter table watchlist_away rename to watchlist')), stop };
  },
};

/** Asked for through the second API, so that the pool of the first one is idle until it is used up on purpose. */
const MAILS = 1_500;
const SENDERS = 20;

const backlog: Fault = {
  name: 'backlog',
  rule: 'backlog',
  forSeconds: FOR_S,
  expr: `max(vibe_task_queue_backlog_age_seconds) > ${BACKLOG_S} or max(vibe_job_oldest_due_seconds) > ${BACKLOG_S}`,
  async make({ smtp: { link }, apis: [, api], token }) {
    // Each mail takes a connection for seconds.
    link.lateMs = () => 400;
    const begin = performance.now();
    const addresses = Array.from({ length: MAILS }, (_, n) => `reader-${n}@example.test`).values();
    await Promise.all(
      Array.from({ length: SENDERS }, async () => {
        for (const address of addresses) {
          await ask('POST', `${api.url}/api/email/send`, { token, body: welcomeTo(address) });
        }
      }),
    );
    return {
      since: begin + BACKLOG_S * 1_000,
      mend: async () => {
        link.lateMs = () => 0;
      },
    };
  },
};

/** More than the pool has. */
const READERS = 16;

const pool: Fault = {
  name: 'pool exhausted',
  rule: 'pool',
  forSeconds: FOR_S,
  expr: 'vibe_db_pool_connections{state="used"} / ignoring(state) vibe_db_pool_max > 0.9',
  async make({ apis: [api], postgres, token }) {
    const [holder, canceller] = [new pg.Client(postgres.address), new pg.Client(postgres.address)];
    await Promise.all([holder.connect(), canceller.connect()]);
    const { rows } = await holder.query('select pg_backend_pid() as pid');
    const held = holder.query('begin; lock table watchlist in access exclusive mode; select pg_sleep(3600)');
    held.catch(() => undefined);
    const stops = Array.from({ length: READERS }, () =>
      repeat(100, () => ask('GET', `${api.url}/api/watchlists`, { token })),
    );
    return {
      mend: async () => {
        await canceller.query('select pg_cancel_backend($1)', [rows[0].pid]);
        await Promise.all([holder.end(), canceller.end()]);
        await Promise.all(stops.map((stop) => stop()));
      },
    };
  },
};

const killed: Fault = {
  name: 'one instance killed',
  rule: 'instance-lost',
  labels: { kind: 'api' },
  forSeconds: LOST_S,
  expr: 'up{job="vibe"} == 0',
  async make(world) {
    await world.apis[1].kill('SIGKILL');
    return { mend: () => world.restart('second API') };
  },
};

const workers: Fault = {
  name: 'all workers stopped',
  rule: 'no-worker',
  labels: { kind: 'worker' },
  forSeconds: FOR_S,
  expr: 'max(vibe_instances{kind="worker",state="alive"}) < 1',
  async make(world) {
    await world.worker.kill('SIGTERM');
    return { mend: () => world.restart('worker') };
  },
};

const temporal: Fault = {
  name: 'Temporal stopped',
  rule: 'temporal',
  forSeconds: FOR_S,
  expr: away('temporal'),
  async make({ temporal: server }) {
    await server.stop();
    return { mend: () => server.start() };
  },
};

const postgres: Fault = {
  name: 'Postgres stopped',
  rule: null,
  labels: { dependency: 'postgres' },
  forSeconds: AWAY_S,
  expr: away('postgres'),
  async make({ postgres: server }) {
    await server.stop();
    return { mend: () => server.start() };
  },
};

/** Those that leave each other alone are made together. */
export const FAULTS: readonly (readonly Fault[])[] = [
  [smtp, storage, disk, loop, failing],
  [backlog, pool, killed],
  [workers],
  [temporal],
  [postgres],
];
