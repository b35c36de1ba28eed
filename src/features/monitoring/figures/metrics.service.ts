import { sql } from 'kysely';
import { type Period, resolvePeriod } from '../../../platform/db/period.ts';
import { type Em, row } from '../../../platform/db/sql.ts';
import { invalidRequest, type Problem } from '../../../platform/http/problem.ts';
import { type SampleFigures, seriesName } from '../../../platform/metrics/sample.ts';
import { readSystemSample, SYSTEM_INSTANCE } from '../../../platform/metrics/system-sample.ts';
import { METRICS, type MetricDefinition, type MetricName } from '../metric-catalogue.domain.ts';
import { readInstances, readSamples, stepFor } from './history.queries.ts';
import { presentInstance, seriesOf } from './instances.presenter.ts';
import { type InstanceSample, valuesOf } from './metric-values.ts';
import type { HistoryView, InstanceFigures, SystemView } from './monitoring.schema.ts';

const HOUR_MS = 3_600_000;
const MAX_PERIOD_MS = 92 * 24 * HOUR_MS;
const MAX_POINTS = 1_500;
/** A point needs a sample, and a process takes one every ten seconds. */
const MIN_STEP_S = 10;

export interface AskedPeriod {
  from?: string | undefined;
  to?: string | undefined;
}

/** The requested period, by default the last hour. 400 for a period that is empty, reversed or too long. */
export async function periodOf(em: Em, asked: AskedPeriod, at = 'query'): Promise<Period | Problem> {
  const period = await resolvePeriod(em, asked, 1);
  const from = asked.from === undefined ? new Date(period.to.getTime() - HOUR_MS) : period.from;
  if (from >= period.to || period.to.getTime() - from.getTime() > MAX_PERIOD_MS) {
    const message = 'Must be before `to`, at most 92 days apart';
    return invalidRequest([{ field: `${at}.from`, code: 'invalid_period', message }]);
  }
  return { from, to: period.to };
}

function presentSystem(
  at: Date,
  { gauges }: SampleFigures,
  totals: Readonly<Record<string, number>>,
): NonNullable<SystemView> {
  const value = (series: string) => gauges[series] ?? null;
  const number = (series: string) => value(series) ?? 0;
  return {
    at: at.toISOString(),
    temporalUp: value('vibe_temporal_up') === 1,
    taskQueues: seriesOf(gauges, 'vibe_task_queue_backlog').map(({ labels, value: backlog }) => {
      const { queue = '', kind = '' } = labels;
      const of = (name: string) => number(seriesName(name, { queue, kind }));
      return {
        queue,
        kind,
        backlog,
        backlogAgeSeconds: of('vibe_task_queue_backlog_age_seconds'),
        pollers: of('vibe_task_queue_pollers'),
      };
    }),
    oldestDueJobSeconds: value('vibe_job_oldest_due_seconds'),
    outboxAgeSeconds: value('vibe_outbox_age_seconds'),
    oldestMailSeconds: value('vibe_mail_oldest_queued_seconds'),
    rollupLagSeconds: value('vibe_rollup_lag_seconds'),
    deadLetters: number('vibe_job_dead_letters'),
    jobsFinished: seriesOf(totals, 'vibe_jobs_finished_total').map(({ labels, value: count }) => {
      return { type: labels.type ?? '', outcome: labels.outcome ?? '', count };
    }),
    database: {
      sizeBytes: number('vibe_database_size_bytes'),
      connections: number('vibe_database_connections'),
      maxConnections: number('vibe_database_connections_max'),
    },
  };
}

/** The present figures of the processes and of the system. */
export async function readNow(em: Em): Promise<{ at: string; instances: InstanceFigures[]; system: SystemView }> {
  const clock = await row<Period>(em, sql`select now() - interval '1 minute' as "from", now() as "to"`);
  if (!clock) throw new Error('the clock returned no row');
  const [instances, samples, system] = [
    await readInstances(em),
    await readSamples(em, { from: clock.from, to: new Date(clock.to.getTime() + 1) }, MIN_STEP_S),
    await readSystemSample(em),
  ];
  const byInstance = Map.groupBy(samples, ({ instanceId }) => instanceId);
  return {
    at: clock.to.toISOString(),
    instances: instances.map((each) =>
      presentInstance(
        each,
        (byInstance.get(each.id) ?? []).map(({ figures }) => figures),
      ),
    ),
    system: system === null ? null : presentSystem(system.at, system.figures, system.totals),
  };
}

function pointsOf(metric: MetricName, steps: readonly { at: Date; samples: readonly InstanceSample[] }[]) {
  const definition: MetricDefinition = METRICS[metric];
  const series = new Map<string, { labels: Record<string, string>; values: Map<number, number | null> }>();
  for (const { at, samples } of steps) {
    const fitting = definition.shared ? samples.filter(({ instanceId }) => instanceId === SYSTEM_INSTANCE) : samples;
    for (const { labels, value } of valuesOf(metric, fitting)) {
      const key = seriesName('', labels);
      const known = series.get(key) ?? { labels: { ...labels }, values: new Map<number, number | null>() };
      known.values.set(at.getTime(), value);
      series.set(key, known);
    }
  }
  return [...series.values()].map(({ labels, values }) => ({
    metric,
    unit: definition.unit,
    labels,
    points: steps.map(({ at }): [string, number | null] => [at.toISOString(), values.get(at.getTime()) ?? null]),
  }));
}

/** The history of some metrics, step by step. */
export async function readHistory(
  em: Em,
  period: Period,
  metrics: readonly MetricName[],
  asked: number | undefined,
): Promise<HistoryView | Problem> {
  const now = new Date();
  const kept = stepFor(period, now);
  const seconds = (period.to.getTime() - period.from.getTime()) / 1_000;
  const step = Math.max(asked ?? 0, kept, MIN_STEP_S);
  if (seconds / step > MAX_POINTS) {
    const message = `Must be at least ${Math.ceil(seconds / MAX_POINTS)}: at most ${MAX_POINTS} points`;
    return invalidRequest([{ field: 'query.step', code: 'too_many_points', message }]);
  }
  const samples = await readSamples(em, period, kept);
  const start = Math.floor(period.from.getTime() / (step * 1_000)) * step * 1_000;
  const bySteps = Map.groupBy(samples, ({ at }) => Math.floor((at.getTime() - start) / (step * 1_000)));
  const count = Math.ceil((period.to.getTime() - start) / (step * 1_000));
  const steps = Array.from({ length: count }, (_, index) => ({
    at: new Date(start + index * step * 1_000),
    samples: bySteps.get(index) ?? [],
  }));
  return {
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    stepSeconds: step,
    series: metrics.flatMap((metric) => pointsOf(metric, steps)),
  };
}
