import type { MetricName } from '../metric-catalogue.domain.ts';
import type { Condition } from './reducer.domain.ts';

export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a rule watches, and when it fires. */
export interface RuleContent extends Condition {
  name: string;
  metric: MetricName;
  severity: Severity;
  /** Seconds of samples in one value. */
  windowSeconds: number;
  /** For ratios and percentiles: with fewer events in the window there is no value. */
  minimumEvents: number;
  enabled: boolean;
}

export interface DefaultRule extends RuleContent {
  /** Does not change when the rule is renamed. The rule's section of the runbook is `alert-<key>`. */
  key: string;
}

const rule = (
  key: string,
  name: string,
  metric: MetricName,
  severity: Severity,
  comparison: 'above' | 'below',
  threshold: number,
  more: Partial<DefaultRule> = {},
): DefaultRule => ({
  key,
  name,
  metric,
  severity,
  comparison,
  threshold,
  clearThreshold: threshold,
  forSeconds: 60,
  cooldownSeconds: 300,
  windowSeconds: 60,
  minimumEvents: 0,
  noData: 'ignore',
  enabled: true,
  ...more,
});

const RATIO = { minimumEvents: 50, windowSeconds: 120 };

/** Rules that every installation has. They can be changed and disabled, not deleted. */
export const DEFAULT_RULES: readonly DefaultRule[] = [
  rule('cpu', 'CPU is busy', 'cpu_utilization', 'warning', 'above', 0.85, { clearThreshold: 0.75, forSeconds: 300 }),
  rule('memory', 'Memory is almost used up', 'memory_ratio', 'critical', 'above', 0.9, { clearThreshold: 0.85 }),
  rule('heap', 'The heap is almost used up', 'heap_ratio', 'warning', 'above', 0.9, { clearThreshold: 0.8 }),
  rule('event-loop', 'The event loop is blocked', 'event_loop_delay_max', 'warning', 'above', 1, {
    clearThreshold: 0.5,
    forSeconds: 0,
  }),
  rule('http-errors', 'Requests fail', 'http_error_ratio', 'critical', 'above', 0.02, {
    ...RATIO,
    clearThreshold: 0.01,
  }),
  rule('http-slow', 'Requests are slow', 'http_p95', 'warning', 'above', 1, { ...RATIO, clearThreshold: 0.8 }),
  rule('pool', 'Connections to Postgres are used up', 'pool_used_ratio', 'critical', 'above', 0.9, {
    clearThreshold: 0.7,
    forSeconds: 30,
  }),
  rule(
    'database-connections',
    'Postgres runs out of connections',
    'database_connections_ratio',
    'critical',
    'above',
    0.9,
    {
      clearThreshold: 0.8,
    },
  ),
  rule('idle-transaction', 'A transaction is left open', 'database_idle_transaction', 'warning', 'above', 120),
  rule('backlog', 'Work waits too long', 'backlog_age', 'critical', 'above', 60, {
    clearThreshold: 20,
    forSeconds: 30,
  }),
  rule('pollers', 'Nothing polls a task queue', 'task_queue_pollers', 'critical', 'below', 1, { forSeconds: 30 }),
  rule('temporal', 'Temporal does not answer', 'temporal_up', 'critical', 'below', 1, { forSeconds: 20 }),
  rule('dependency', 'A dependency does not answer', 'dependency_up', 'critical', 'below', 1, { forSeconds: 30 }),
  rule('instance-lost', 'A process fell silent', 'instances_lost', 'critical', 'above', 0, { forSeconds: 0 }),
  rule('no-worker', 'No worker is alive', 'instances_alive', 'critical', 'below', 1, { forSeconds: 30 }),
  rule('jobs-fail', 'Jobs of a type fail', 'job_failure_ratio', 'warning', 'above', 0.2, {
    minimumEvents: 10,
    windowSeconds: 600,
    clearThreshold: 0.1,
  }),
  rule('smtp-refused', 'The mail server refuses mails', 'smtp_refused_ratio', 'warning', 'above', 0.1, {
    minimumEvents: 20,
    windowSeconds: 300,
    clearThreshold: 0.05,
  }),
  rule('storage', 'The storage does not answer calls', 'storage_failure_ratio', 'critical', 'above', 0.05, {
    minimumEvents: 5,
    windowSeconds: 120,
  }),
  rule('disk', 'A disk is almost full', 'disk_used_ratio', 'critical', 'above', 0.9, { clearThreshold: 0.88 }),
  rule('rollup-lag', 'Figures are behind', 'rollup_lag', 'warning', 'above', 60, { clearThreshold: 30 }),
  rule('event-partition', 'The partition of tomorrow is missing', 'event_partition_ahead', 'critical', 'below', 1),
  rule(
    'event-default',
    'Events are in the partition of unexpected days',
    'event_default_partition',
    'warning',
    'above',
    0,
  ),
];
