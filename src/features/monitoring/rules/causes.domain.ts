/** Which alerts follow from which. While a cause lasts, the alerts that follow from it are recorded and not reported. Pure. */
import type { MetricName } from '../metric-catalogue.domain.ts';

type Labels = Readonly<Record<string, string>>;

interface Side {
  metric: MetricName;
  /** Labels that the series must have. */
  labels?: Labels;
}

const side = (metric: MetricName, labels?: Labels): Side => (labels === undefined ? { metric } : { metric, labels });
const all = (...metrics: MetricName[]) => metrics.map((metric) => side(metric));

const WORK = all(
  'task_queue_pollers',
  'task_queue_backlog',
  'backlog_age',
  'outbox_age',
  'mail_age',
  'job_failure_ratio',
  'rollup_lag',
);

const FOLLOWS: readonly { cause: Side; effects: readonly Side[] }[] = [
  { cause: side('temporal_up'), effects: [...WORK, side('dependency_up', { dependency: 'temporal' })] },
  { cause: side('dependency_up', { dependency: 'temporal' }), effects: WORK },
  {
    cause: side('dependency_up', { dependency: 'postgres' }),
    effects: [
      ...WORK,
      ...all(
        'pool_used_ratio',
        'pool_waiting',
        'statement_p95',
        'statement_failures',
        'http_error_ratio',
        'http_p95',
        'instances_alive',
        'instances_lost',
        'database_connections_ratio',
        'database_idle_transaction',
      ),
    ],
  },
  {
    cause: side('dependency_up', { dependency: 'smtp' }),
    effects: all('smtp_refused_ratio', 'smtp_p95', 'mail_age', 'job_failure_ratio'),
  },
  {
    cause: side('dependency_up', { dependency: 'storage' }),
    effects: all('storage_failure_ratio', 'storage_p95', 'job_failure_ratio'),
  },
  {
    cause: side('instances_alive', { kind: 'worker' }),
    effects: [...WORK, side('instances_lost', { kind: 'worker' })],
  },
];

/** Metrics whose alerts can be causes of others. */
export const CAUSE_METRICS: readonly MetricName[] = [...new Set(FOLLOWS.map(({ cause }) => cause.metric))];

/** A series that is in trouble, or was until a moment ago. */
export interface Trouble {
  ruleId: string;
  metric: string;
  labels: Labels;
}

const fits = ({ metric, labels = {} }: Side, series: { metric: string; labels: Labels }) =>
  metric === series.metric && Object.entries(labels).every(([name, value]) => series.labels[name] === value);

/** The rule whose trouble explains an alert; null when none does. */
export function causeOf(effect: { metric: string; labels: Labels }, troubles: readonly Trouble[]): string | null {
  for (const { cause, effects } of FOLLOWS) {
    if (!effects.some((one) => fits(one, effect))) continue;
    const trouble = troubles.find((one) => fits(cause, one));
    if (trouble) return trouble.ruleId;
  }
  return null;
}
