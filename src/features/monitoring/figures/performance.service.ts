import type { Period } from '../../../platform/db/period.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { Histogram } from '../../../platform/metrics/histogram.ts';
import { percentilesOf } from '../../../platform/metrics/performance.reads.ts';
import { type SlowOne, slowestOf } from '../../../platform/metrics/slow-list.ts';
import {
  type RouteBucket,
  type RouteSums,
  readRoutes,
  readSamples,
  readSlowStatements,
  stepFor,
} from './history.queries.ts';
import { seriesOf } from './instances.presenter.ts';
import type { InstanceSample } from './metric-values.ts';
import type { PerformanceView } from './monitoring.schema.ts';

const SHOWN = 20;

function loadOf(sums: readonly RouteSums[], buckets: readonly RouteBucket[], seconds: number) {
  const total = (of: (sum: RouteSums) => number) => sums.reduce((result, sum) => result + of(sum), 0);
  const requests = total((sum) => sum.requests);
  const share = (part: number) => (requests === 0 ? null : part / requests);
  return {
    requests,
    perSecond: requests / seconds,
    refusedRate: share(total(({ refused }) => refused)),
    errorRate: share(total(({ errors }) => errors)),
    meanMs: share(total(({ sum_ms }) => sum_ms)),
    ...percentilesOf(buckets),
  };
}

function activitiesOf(samples: readonly InstanceSample[]): PerformanceView['activities'] {
  const found = new Map<string, { histogram: Histogram; attempts: number; failed: number }>();
  for (const { figures } of samples) {
    for (const { labels, value } of seriesOf(figures.durations, 'vibe_activity_duration_seconds')) {
      const activity = labels.activity ?? '';
      const known = found.get(activity) ?? { histogram: new Histogram(), attempts: 0, failed: 0 };
      const count = value.counts.reduce((sum, each) => sum + each, 0);
      known.histogram.merge(value);
      known.attempts += count;
      if (labels.outcome === 'failed') known.failed += count;
      found.set(activity, known);
    }
  }
  const shown = [...found].map(([activity, { histogram, attempts, failed }]) => ({
    activity,
    attempts,
    failed,
    failureRate: attempts === 0 ? null : failed / attempts,
    p50Ms: histogram.quantile(0.5),
    p95Ms: histogram.quantile(0.95),
    p99Ms: histogram.quantile(0.99),
  }));
  return shown.sort((a, b) => (b.p95Ms ?? 0) - (a.p95Ms ?? 0));
}

const presentSlow = ({ what, ms, at, failed, traceId, requestId }: SlowOne) => ({
  what,
  ms,
  at,
  failed,
  traceId,
  requestId: requestId ?? null,
});

/** How the system performed in a period: by route, by activity, and what was slowest. Percentiles come from merged buckets. */
export async function readMonitoredPerformance(em: Em, period: Period): Promise<PerformanceView> {
  const step = stepFor(period, new Date());
  const seconds = Math.max(1, (period.to.getTime() - period.from.getTime()) / 1_000);
  const { sums, buckets } = await readRoutes(em, period, step);
  const samples = await readSamples(em, period, step);
  const bucketsOf = Map.groupBy(buckets, ({ route }) => route);
  const slow = samples.flatMap(({ figures }) => figures.slow);
  const slowest = (isRequest: boolean) =>
    slowestOf(
      slow.filter(({ requestId }) => (requestId !== undefined) === isRequest),
      SHOWN,
    ).map(presentSlow);
  return {
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    stepSeconds: step,
    total: loadOf(sums, buckets, seconds),
    routes: sums.map((each) => {
      const [method = '', route = ''] = each.route.split(' ', 2);
      return { method, route, ...loadOf([each], bucketsOf.get(each.route) ?? [], seconds) };
    }),
    activities: activitiesOf(samples),
    slowestRequests: slowest(true),
    slowestActivities: slowest(false),
    slowestStatements: await readSlowStatements(em),
  };
}
