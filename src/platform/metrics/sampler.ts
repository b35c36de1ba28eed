import { hostname } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from 'kysely';
import { newId } from '../db/ids.ts';
import { type Em, row, run } from '../db/sql.ts';
import type { Logger } from '../log/logger.ts';
import { type Loop, startLoop } from '../loop.ts';
import type { HttpLoad } from './http-load.ts';

const INTERVAL_MS = 10_000;
/** Of the measure of the event loop: an idle one shows this much. */
const RESOLUTION_MS = 20;
const NS = 1e6;
const KEEP_SAMPLES = sql`interval '1 day'`;
const KEEP_QUARTERS = sql`interval '400 days'`;
const KEEP_INSTANCES = sql`interval '30 days'`;
/** Rounds between two looks for what is too old: ten minutes. */
const ROUNDS_A_PURGE = 60;

/** What a sample holds. */
export interface SampleFigures {
  /** Seconds that it covers. */
  seconds: number;
  /** Cores that the process used. */
  cpu: number;
  rssBytes: number;
  heapBytes: number;
  /** Milliseconds beyond its time, of a timer. */
  eventLoopP99Ms: number;
  sockets: number;
  requests: number;
  errors: number;
  latency: { first: number; counts: number[] };
}

export interface SamplerOptions {
  em(): Em;
  kind: 'api' | 'worker';
  /** Of a process that serves HTTP. */
  load?: HttpLoad;
  /** Open WebSockets. */
  sockets?(): number;
  logger: Logger;
  intervalMs?: number;
}

async function purge(em: Em): Promise<void> {
  await run(em, sql`delete from metric_sample where at < now() - ${KEEP_SAMPLES}`);
  await run(em, sql`delete from http_quarter where at < now() - ${KEEP_QUARTERS}`);
  await run(em, sql`delete from instance where seen_at < now() - ${KEEP_INSTANCES}`);
}

/** Adds to the quarter of an hour that it is now; nobody else writes this process's row. */
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

/** Tells Postgres every ten seconds what this process is like, until it is stopped. What cannot be written is left out. */
export function startSampler({ em, kind, load, sockets, logger, intervalMs = INTERVAL_MS }: SamplerOptions): Loop {
  const id = newId();
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let [before, cpuBefore, rounds] = [performance.now(), process.cpuUsage(), 0];

  function take(): SampleFigures {
    const seconds = Math.max(0.001, (performance.now() - before) / 1_000);
    const { user, system } = process.cpuUsage(cpuBefore);
    [before, cpuBefore] = [performance.now(), process.cpuUsage()];
    const http = load?.take();
    const { rss, heapUsed } = process.memoryUsage();
    const eventLoopP99Ms = Math.max(0, delay.percentile(99) / NS - RESOLUTION_MS);
    delay.reset();
    return {
      seconds,
      cpu: (user + system) / 1e6 / seconds,
      rssBytes: rss,
      heapBytes: heapUsed,
      eventLoopP99Ms,
      sockets: sockets?.() ?? 0,
      requests: http?.requests ?? 0,
      errors: http?.errors ?? 0,
      latency: http?.latency.buckets() ?? { first: 0, counts: [] },
    };
  }

  const loop = startLoop({
    name: 'metrics-sampler',
    intervalMs,
    logger,
    round: async () => {
      const figures = take();
      await row(
        em(),
        sql`insert into instance (id, kind, host, pid) values (${id}, ${kind}, ${hostname()}, ${process.pid})
            on conflict (id) do update set seen_at = now()`,
      );
      await run(
        em(),
        sql`insert into metric_sample (instance_id, figures) values (${id}, ${JSON.stringify(figures)}::jsonb)`,
      );
      await addToQuarter(em(), id, figures);
      if (rounds % ROUNDS_A_PURGE === 0) await purge(em());
      rounds += 1;
      return false;
    },
  });
  return {
    stop: async () => {
      await loop.stop();
      delay.disable();
      await run(em(), sql`update instance set stopped_at = now(), seen_at = now() where id = ${id}`).catch(
        (error: unknown) => {
          logger.warn({ err: error }, 'could not say that this process stops; it will count as lost');
        },
      );
    },
  };
}
