import { Histogram } from '../../../platform/metrics/histogram.ts';
import { percentilesOf } from '../../../platform/metrics/performance.reads.ts';
import type { Labels } from '../../../platform/metrics/registry.ts';
import { joinSamples, labelsOf, type SampleFigures } from '../../../platform/metrics/sample.ts';
import type { InstanceRow } from './history.queries.ts';
import type { InstanceFigures } from './monitoring.schema.ts';

/** Values of a metric with their labels. */
export function seriesOf<T>(values: Readonly<Record<string, T>>, name: string): { labels: Labels; value: T }[] {
  return Object.entries(values).flatMap(([series, value]) => {
    const found = labelsOf(series);
    return found.name === name ? [{ labels: found.labels, value }] : [];
  });
}

/** Percentiles of all series of a metric, merged. */
export function timingsOf({ durations }: SampleFigures, name: string) {
  const merged = new Histogram();
  for (const { value } of seriesOf(durations, name)) merged.merge(value);
  const { first, counts } = merged.buckets();
  return percentilesOf(counts.map((count, index) => ({ bucket: first + index, count })));
}

function byOutcome({ counters }: SampleFigures, name: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { labels, value } of seriesOf(counters, name)) {
    const outcome = labels.outcome ?? '';
    sums[outcome] = (sums[outcome] ?? 0) + value;
  }
  return sums;
}

function gaugesOf(newest: SampleFigures) {
  return (series: string) => newest.gauges[series] ?? null;
}

const NOTHING = {
  cpu: null,
  memory: null,
  eventLoop: null,
  gc: null,
  pool: null,
  statements: null,
  http: null,
  sockets: null,
  mail: null,
  storage: null,
  dependencies: {},
  disks: [],
};

function measured(samples: readonly SampleFigures[]): Omit<InstanceFigures, keyof ReturnType<typeof identity>> {
  const newest = samples.at(-1);
  if (newest === undefined) return NOTHING;
  const joined = joinSamples(samples);
  const gauge = gaugesOf(newest);
  const perSecond = (series: string) => (joined.counters[series] ?? 0) / Math.max(joined.seconds, 0.001);
  const max = gauge('vibe_db_pool_max') ?? 0;
  const statements = seriesOf(joined.durations, 'vibe_db_statement_duration_seconds');
  const asked = statements.flatMap(({ value }) => value.counts).reduce((sum, count) => sum + count, 0);
  const { first, counts } = joined.latency;
  return {
    cpu: { cores: newest.cpu, utilization: gauge('vibe_cpu_utilization_ratio') },
    memory: {
      rssBytes: newest.rssBytes,
      limitBytes: gauge('vibe_memory_limit_bytes'),
      heapBytes: newest.heapBytes,
      heapLimitBytes: gauge('nodejs_heap_limit_bytes'),
    },
    eventLoop: {
      delayP99Ms: newest.eventLoopP99Ms,
      delayMaxMs: (gauge('nodejs_eventloop_delay_max_seconds') ?? 0) * 1_000,
      utilization: gauge('nodejs_eventloop_utilization_ratio'),
    },
    gc: { ratio: perSecond('nodejs_gc_seconds_total') },
    pool: {
      used: gauge('vibe_db_pool_connections{state="used"}') ?? 0,
      idle: gauge('vibe_db_pool_connections{state="idle"}') ?? 0,
      waiting: gauge('vibe_db_pool_waiting') ?? 0,
      max,
    },
    statements: {
      ...timingsOf(joined, 'vibe_db_statement_duration_seconds'),
      perSecond: asked / Math.max(joined.seconds, 0.001),
      failuresPerSecond: perSecond('vibe_db_statement_failures_total'),
    },
    http: {
      ...percentilesOf(counts.map((count, index) => ({ bucket: first + index, count }))),
      requestsPerSecond: joined.requests / Math.max(joined.seconds, 0.001),
      errorsPerSecond: joined.errors / Math.max(joined.seconds, 0.001),
    },
    sockets: newest.sockets,
    mail: {
      ...timingsOf(joined, 'vibe_smtp_duration_seconds'),
      attempts: byOutcome(joined, 'vibe_smtp_attempts_total'),
    },
    storage: {
      ...timingsOf(joined, 'vibe_storage_duration_seconds'),
      calls: byOutcome(joined, 'vibe_storage_calls_total'),
    },
    dependencies: Object.fromEntries(
      seriesOf(newest.gauges, 'vibe_dependency_up').map(({ labels, value }) => [labels.dependency ?? '', value === 1]),
    ),
    disks: seriesOf(newest.gauges, 'vibe_disk_free_bytes').map(({ labels, value }) => {
      const folder = labels.folder ?? '';
      return { folder, freeBytes: value, usedRatio: gauge(`vibe_disk_used_ratio{folder="${folder}"}`) ?? 0 };
    }),
  };
}

function identity({ id, kind, host, pid, version, state, started_at, seen_at, stopped_at }: InstanceRow) {
  return {
    id,
    kind,
    host,
    pid,
    version,
    state,
    startedAt: started_at.toISOString(),
    seenAt: seen_at.toISOString(),
    stoppedAt: stopped_at?.toISOString() ?? null,
  };
}

/** @param samples of the last minute, oldest first */
export function presentInstance(instance: InstanceRow, samples: readonly SampleFigures[]): InstanceFigures {
  return { ...identity(instance), ...measured(samples) };
}
