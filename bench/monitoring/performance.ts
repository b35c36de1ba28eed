import { randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createApiClient, type Schemas } from '../../client/client.ts';
import { entities } from '../../src/composition/entities.ts';
import { seedAdmin } from '../../src/features/accounts/admin-seed.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { createDatabase } from '../../test/support/database.ts';
import { startApi } from '../../test/support/programs.ts';
import { ADMIN } from '../../test/support/system.ts';
import { type Figure, figure, percentile } from '../support/figures.ts';
import { type SlowLink, slowLink } from './slow-link.ts';

/**
 * `GET /api/monitoring/performance` of two real APIs beside what an open-loop load generator measured itself. Answers take 20 ms
 * and more, since the answers of Postgres are late. First one API has a route for itself, then both share another.
 */

const PER_SECOND = 60;
/** Until each process has written its next sample. */
const SAMPLED_MS = 12_000;
const SHARES = { p50Ms: 0.5, p95Ms: 0.95, p99Ms: 0.99 } as const;

const RESOLUTION = 2 ** 32;
const exponential = (mean: number) => -mean * Math.log(1 - randomInt(RESOLUTION) / RESOLUTION);

interface Target {
  url: string;
  link: SlowLink;
}

/** Sends at times that were fixed before, whatever is answered. @returns milliseconds from those times to the last bytes */
async function load(targets: readonly string[], token: string, seconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1_000 });
  const begin = performance.now();
  const took: Promise<number>[] = [];
  for (let at = 0; at < seconds * 1_000; at += exponential(1_000 / PER_SECOND)) {
    const dueAt = begin + at;
    await delay(Math.max(0, dueAt - performance.now()));
    const url = targets[took.length % targets.length] as string;
    const headers = { authorization: `Bearer ${token}` };
    const answered = new Promise<number>((resolve, reject) => {
      request(url, { agent, headers }, (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve(performance.now() - dueAt);
          else reject(new Error(`${url} answered ${response.statusCode}`));
        });
      })
        .on('error', reject)
        .end();
    });
    answered.catch(() => undefined);
    took.push(answered);
  }
  const all = await Promise.all(took);
  agent.destroy();
  return all;
}

type Route = Schemas['MonitoringPerformance']['routes'][number];

export async function benchPerformance(seconds: number): Promise<Figure[]> {
  const database = await createDatabase();
  const env = (url: string) => ({
    DATABASE_URL: url,
    RATE_LIMIT_FACTOR: '100000',
    PROGRAM_OUTPUT: 'discard',
    ...(process.env.VIBE_RUN === undefined ? {} : { VIBE_RUN: process.env.VIBE_RUN }),
  });
  const orm = createOrm(loadConfig(env(database.url)).db, entities);
  await seedAdmin(orm.em.fork(), ADMIN);
  await orm.close(true);
  async function start() {
    const url = new URL(database.url);
    const link = await slowLink(url.hostname, Number(url.port));
    url.port = String(link.port);
    const program = await startApi(env(url.toString()));
    await program.ready();
    return { program, link, url: program.url };
  }
  const [one, two] = [await start(), await start()];
  const started = [one, two];
  const { data } = await createApiClient({ baseUrl: one.url }).POST('/api/auth/login', { body: ADMIN });
  if (!data) throw new Error('the admin could not log in');
  const admin = createApiClient({ baseUrl: one.url, token: () => data.accessToken });

  async function compare(name: string, path: '/api/watchlists' | '/api/alerts', targets: readonly Target[]) {
    const from = new Date().toISOString();
    one.link.lateMs = () => 20 + exponential(20);
    two.link.lateMs = () => 60 + exponential(60);
    const urls = targets.map(({ url }) => `${url}${path}`);
    const own = await load(urls, data?.accessToken ?? '', seconds);
    for (const { link } of started) link.lateMs = () => 0;
    await delay(SAMPLED_MS);
    const query = { from, to: new Date().toISOString() };
    const answer = await admin.GET('/api/monitoring/performance', { params: { query } });
    const told = answer.data?.routes.find((route: Route) => route.method === 'GET' && route.route === path);
    if (told?.requests !== own.length) throw new Error(`${own.length} requests were sent, ${told?.requests} are told`);
    return Object.entries(SHARES).map(([key, share]) => {
      const value = told[key as keyof typeof SHARES];
      return figure(`performance: ${name}, ${key}`, 'ms', value ?? Number.NaN, percentile(own, share), own.length);
    });
  }

  try {
    return [
      ...(await compare('one instance', '/api/watchlists', [one])),
      ...(await compare('merged over two instances', '/api/alerts', [one, two])),
    ];
  } finally {
    await Promise.all(started.map(({ program }) => program.kill()));
    for (const { link } of started) link.close();
    await database.drop();
  }
}
