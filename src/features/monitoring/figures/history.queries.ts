import { type RawBuilder, sql } from 'kysely';
import type { Period } from '../../../platform/db/period.ts';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import { STEPS } from '../../../platform/metrics/join-samples.ts';
import type { SampleFigures } from '../../../platform/metrics/sample.ts';
import type { InstanceSample } from './metric-values.ts';

/** Rows of one process in an answer at most. */
const MAX_ROWS = 1_500;
const DAY_MS = 86_400_000;

/** The finest step that is kept for the whole period and stays below the limit of rows. */
export function stepFor({ from, to }: Period, now: Date): (typeof STEPS)[number]['step'] {
  const seconds = (to.getTime() - from.getTime()) / 1_000;
  const age = now.getTime() - from.getTime();
  return STEPS.find(({ step, days }) => seconds / step <= MAX_ROWS && age <= days * DAY_MS)?.step ?? 600;
}

/** Until when samples are joined to this step. Later ones are read as they were sampled. */
async function joinedUntil(em: Em, step: number): Promise<Date> {
  const found = await row<{ joined_until: Date }>(em, sql`select joined_until from metric_join where step = ${step}`);
  return found?.joined_until ?? new Date(0);
}

interface SampleRow {
  instance_id: string;
  at: Date;
  figures: SampleFigures;
}

/** Samples of a period, oldest first: joined ones, and those that are not joined yet. */
export async function readSamples(em: Em, { from, to }: Period, step: number): Promise<InstanceSample[]> {
  const until = step === 10 ? from : await joinedUntil(em, step);
  const found = await rows<SampleRow>(
    em,
    sql`select instance_id, at, figures from metric_history where step = ${step} and at >= ${from} and at < ${to}
        union all
        select instance_id, at, figures from metric_sample where at >= greatest(${from}::timestamptz, ${until}::timestamptz) and at < ${to}
        order by at`,
  );
  return found.map(({ instance_id: instanceId, at, figures }) => ({ instanceId, at, figures }));
}

export interface RouteSums {
  route: string;
  requests: number;
  refused: number;
  errors: number;
  sum_ms: number;
}

export interface RouteBucket {
  route: string;
  bucket: number;
  count: number;
}

function routeRows({ from, to }: Period, step: number, until: Date): RawBuilder<unknown> {
  return sql`(select * from route_sample where step = ${step} and at >= ${from} and at < ${to}
    union all select * from route_sample where ${step}::int <> 10 and step = 10
      and at >= greatest(${from}::timestamptz, ${until}::timestamptz) and at < ${to})`;
}

/** Requests of each route in a period, over all processes: counts, and merged buckets. */
export async function readRoutes(
  em: Em,
  period: Period,
  step: number,
): Promise<{ sums: RouteSums[]; buckets: RouteBucket[] }> {
  const from = routeRows(period, step, step === 10 ? period.from : await joinedUntil(em, step));
  const sums = await rows<RouteSums>(
    em,
    sql`select route, sum(requests)::float8 as requests, sum(refused)::float8 as refused, sum(errors)::float8 as errors,
          sum(sum_ms) as sum_ms from ${from} r group by route order by sum(requests) desc, route`,
  );
  const buckets = await rows<RouteBucket>(
    em,
    sql`select r.route, (r.first + n - 1)::int as bucket, sum(b.count)::float8 as count
        from ${from} r, unnest(r.buckets) with ordinality as b (count, n) group by 1, 2`,
  );
  return { sums, buckets };
}

export interface InstanceRow {
  id: string;
  kind: 'api' | 'worker';
  host: string;
  pid: number;
  version: string;
  started_at: Date;
  seen_at: Date;
  stopped_at: Date | null;
  state: 'alive' | 'lost' | 'stopped';
}

/** Processes that sent a sample in the last hour, living ones first. */
export async function readInstances(em: Em): Promise<InstanceRow[]> {
  return await rows<InstanceRow>(
    em,
    sql`select id, kind, host, pid, version, started_at, seen_at, stopped_at,
          case when stopped_at is not null then 'stopped' when seen_at > now() - interval '30 seconds' then 'alive' else 'lost' end as state
        from instance where seen_at > now() - interval '1 hour'
        order by case when stopped_at is null then 0 else 1 end, started_at desc limit 200`,
  );
}

export interface SlowStatement {
  statement: string;
  calls: number;
  totalMs: number;
  meanMs: number;
  maxMs: number;
  rows: number;
}

const STATEMENTS = 20;
const STATEMENT_LENGTH = 1_000;

/**
 * The slowest statements since the start of the server's statistics. Null when the server keeps none, or hides them from this role.
 */
export async function readSlowStatements(em: Em): Promise<SlowStatement[] | null> {
  const there = await row<{ there: boolean }>(
    em,
    sql`select to_regclass('pg_stat_statements') is not null
          and current_setting('shared_preload_libraries') like '%pg_stat_statements%' as there`,
  );
  if (!there?.there) return null;
  return await rows<SlowStatement>(
    em,
    // Utility commands are kept with their values, which may be passwords.
    sql`select left(query, ${STATEMENT_LENGTH}) as statement, calls::float8 as calls, total_exec_time as "totalMs",
          mean_exec_time as "meanMs", max_exec_time as "maxMs", rows::float8 as rows
        from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
          and query ~* '^\\s*(select|insert|update|delete|with|merge)\\M'
        order by total_exec_time desc limit ${STATEMENTS}`,
  );
}
