import { hostname } from 'node:os';
import { sql } from 'kysely';
import { newId } from '../db/ids.ts';
import { type Em, row, run } from '../db/sql.ts';
import type { Logger } from '../log/logger.ts';
import { type Loop, startLoop } from '../loop.ts';
import type { HttpLoad, RouteInterval } from './http-load.ts';
import { insertRoutes, joinHistory, purgeHistory, STEPS } from './join-samples.ts';
import type { ProcessMetrics } from './process-metrics.ts';
import type { MetricsRegistry } from './registry.ts';
import { SampleDifferences, type SampleFigures } from './sample.ts';
import type { SlowList } from './slow-list.ts';

const INTERVAL_MS = 10_000;
const KEEP_SAMPLES = sql`interval '1 day'`;
const KEEP_QUARTERS = sql`interval '400 days'`;
const KEEP_INSTANCES = sql`interval '30 days'`;
/** Rounds between two looks for what is too old: ten minutes. */
const ROUNDS_A_PURGE = 60;

export interface SamplerOptions {
  em(): Em;
  /** Tells this process from others in samples and alerts. */
  id?: string;
  kind: 'api' | 'worker';
  version?: string;
  registry: MetricsRegistry;
  process: ProcessMetrics;
  /** Of a process that serves HTTP. */
  load?: HttpLoad;
  /** Open WebSockets. */
  sockets?(): number;
  /** The slowest activities of a worker. */
  slowest?: SlowList;
  /** What takes a call to measure: is asked for before each sample. */
  measure?(): Promise<void>;
  logger: Logger;
  intervalMs?: number;
}

async function purge(em: Em): Promise<void> {
  await purgeHistory(em);
  await run(em, sql`delete from metric_sample where at < now() - ${KEEP_SAMPLES}`);
  await run(em, sql`delete from http_quarter where at < now() - ${KEEP_QUARTERS}`);
  await run(em, sql`delete from instance where seen_at < now() - ${KEEP_INSTANCES}`);
}

/** Adds to the quarter of an hour that it is now; no one else writes this process's row. */
async function addToQuarter(
  em: Em,
  id: string,
  { requests, errors, latency, cpu, seconds }: SampleFigures,
): Promise<void> {
  await run(
    em,
    sql`with added as (select ${latency.first}::int + (n - 1)::int as bucket, count from unnest(${latency.counts}::int[]) with ordinality as b (count, n)),
          known as (select * from http_quarter where instance_id = ${id} and at = date_bin('15 minutes', now(), 'epoch')),
          merged as (
            select bucket, sum(count)::int as count from (
              select bucket, count from added
              union all select k.first + (n - 1)::int, count from known k, unnest(k.buckets) with ordinality as b (count, n)) both_sides
            group by bucket),
          filled as (
            select bucket, coalesce(m.count, 0) as count from merged m
              right join generate_series((select min(bucket) from merged), (select max(bucket) from merged)) as bucket using (bucket))
        insert into http_quarter as quarter (at, instance_id, requests, errors, cpu, first, buckets)
        select date_bin('15 minutes', now(), 'epoch'), ${id}, ${requests}, ${errors}, ${cpu * seconds},
          coalesce((select min(bucket) from filled), 0), coalesce((select array_agg(count order by bucket) from filled), '{}')
        on conflict (at, instance_id) do update set requests = quarter.requests + excluded.requests,
          errors = quarter.errors + excluded.errors, cpu = quarter.cpu + excluded.cpu, first = excluded.first, buckets = excluded.buckets`,
  );
}

async function writeSample(
  em: Em,
  id: string,
  figures: SampleFigures,
  routes: readonly RouteInterval[],
): Promise<void> {
  const written = await row<{ at: Date }>(
    em,
    sql`insert into metric_sample (instance_id, figures) values (${id}, ${JSON.stringify(figures)}::jsonb) returning at`,
  );
  if (!written) throw new Error('the sample returned no row');
  const rows = routes.map(({ route, requests, refused, errors, sum, latency }) => {
    const { first, counts } = latency;
    return { instance_id: id, route, requests, refused, errors, sum_ms: sum, first, buckets: counts };
  });
  await insertRoutes(em, STEPS[0].step, written.at, rows);
}

/** Takes samples of this process and writes them. */
export function createSampler(options: Omit<SamplerOptions, 'intervalMs' | 'logger'>): () => Promise<void> {
  const { em, kind, load, registry, id = newId(), version = '' } = options;
  const differences = new SampleDifferences();
  // What the process did while it started is no rate of its first sample.
  differences.take(registry.collect());
  let rounds = 0;

  function take(): { figures: SampleFigures; routes: RouteInterval[] } {
    const interval = options.process.take();
    const http = load?.take();
    const { seconds, cpu, rssBytes, heapBytes, eventLoopP99Ms } = interval;
    const figures = {
      seconds,
      cpu,
      rssBytes,
      heapBytes,
      eventLoopP99Ms,
      sockets: options.sockets?.() ?? 0,
      requests: http?.requests ?? 0,
      errors: http?.errors ?? 0,
      latency: http?.latency.buckets() ?? { first: 0, counts: [] },
      ...differences.take(registry.collect().filter(({ name }) => !name.startsWith('http_server_'))),
      slow: [...(load?.takeSlowest() ?? []), ...(options.slowest?.take() ?? [])],
    };
    return { figures, routes: http?.routes ?? [] };
  }

  return async () => {
    await options.measure?.();
    const { figures, routes } = take();
    await row(
      em(),
      sql`insert into instance (id, kind, host, pid, version) values (${id}, ${kind}, ${hostname()}, ${process.pid}, ${version})
          on conflict (id) do update set seen_at = now()`,
    );
    await writeSample(em(), id, figures, routes);
    await addToQuarter(em(), id, figures);
    await joinHistory(em());
    if (rounds % ROUNDS_A_PURGE === 0) await purge(em());
    rounds += 1;
  };
}

/** Tells Postgres every ten seconds what this process is like, until it is stopped. What cannot be written is left out. */
export function startSampler(options: SamplerOptions): Loop {
  const { em, logger, intervalMs = INTERVAL_MS, id = newId() } = options;
  const sample = createSampler({ ...options, id });
  const loop = startLoop({
    name: 'metrics-sampler',
    intervalMs,
    logger,
    round: async () => {
      await sample();
      return false;
    },
  });
  return {
    stop: async () => {
      await loop.stop();
      options.process.stop();
      await run(em(), sql`update instance set stopped_at = now(), seen_at = now() where id = ${id}`).catch(
        (error: unknown) => {
          logger.warn({ err: error }, 'could not say that this process stops; it will count as lost');
        },
      );
    },
  };
}
