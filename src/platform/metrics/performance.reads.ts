import { sql } from 'kysely';
import type { Period } from '../db/period.ts';
import { type Em, row, rows } from '../db/sql.ts';
import { Histogram } from './histogram.ts';

/** How the system answered over a period. */
export interface Performance {
  requests: number;
  errorRate: number | null;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  /** Cores that all processes used on average, together. */
  cpu: number | null;
}

export interface Bucket {
  bucket: number;
  count: number;
}

/** Percentiles of merged buckets, in milliseconds; percentiles themselves cannot be averaged. */
export function percentilesOf(buckets: readonly Bucket[]): Pick<Performance, 'p50Ms' | 'p95Ms' | 'p99Ms'> {
  const merged = new Histogram();
  for (const { bucket, count } of buckets) merged.add(bucket, count);
  return { p50Ms: merged.quantile(0.5), p95Ms: merged.quantile(0.95), p99Ms: merged.quantile(0.99) };
}

/** Over all processes, by quarters of an hour. */
export async function readPerformance(em: Em, { from, to }: Period): Promise<Performance> {
  const sums = await row<{ requests: number; errors: number; cpu: number; seconds: number | null }>(
    em,
    sql`select coalesce(sum(requests), 0)::float8 as requests, coalesce(sum(errors), 0)::float8 as errors, coalesce(sum(cpu), 0) as cpu,
          extract(epoch from least(now(), max(at) + interval '15 minutes') - min(at))::float8 as seconds
        from http_quarter where at >= ${from} and at < ${to}`,
  );
  const buckets = await rows<Bucket>(
    em,
    sql`select (q.first + n - 1)::int as bucket, sum(b.count)::float8 as count
        from http_quarter q, unnest(q.buckets) with ordinality as b (count, n)
        where q.at >= ${from} and q.at < ${to} group by 1`,
  );
  const { requests = 0, errors = 0, cpu = 0, seconds = null } = sums ?? {};
  return {
    requests,
    errorRate: requests === 0 ? null : errors / requests,
    ...percentilesOf(buckets),
    cpu: seconds === null || seconds <= 0 ? null : cpu / seconds,
  };
}
