/** The metrics that the history shows and that rules can watch. Pure. */

/** The series of samples to read: by name, and by labels where not all of them count. */
export interface Pick {
  series: string;
  where?: Readonly<Record<string, readonly string[]>>;
}

/**
 * How a value is made of samples:
 * - `gauge`: the newest value of a series
 * - `gauge_ratio`: the newest values of two series, divided
 * - `rate`: the increase of a counter per second
 * - `ratio`: the increase of one counter, divided by that of another
 * - `percentile`: of merged durations, in seconds
 */
export type Source =
  | { kind: 'gauge'; of: readonly Pick[] }
  | { kind: 'gauge_ratio'; part: Pick; whole: Pick }
  | { kind: 'rate'; of: Pick }
  | { kind: 'ratio'; part: Pick; whole: Pick }
  | { kind: 'percentile'; of: Pick; share: number };

export const METRIC_UNITS = ['ratio', 'seconds', 'bytes', 'count', 'per_second', 'boolean'] as const;

export interface MetricDefinition {
  unit: (typeof METRIC_UNITS)[number];
  description: string;
  source: Source;
  /** True: each process has its own series. False: `across` makes one series of all processes. */
  perInstance: boolean;
  across?: 'sum' | 'max' | 'min';
  /** Labels that distinguish series. */
  by?: readonly string[];
  /** Measured for the whole system, by one process at a time. */
  shared?: true;
}

const gauge = (series: string, where?: Pick['where']): Source => ({
  kind: 'gauge',
  of: [where === undefined ? { series } : { series, where }],
});
const FAILED_MAIL = ['deferred', 'rejected', 'unreachable', 'uncertain'];

export const METRICS = {
  cpu_utilization: {
    unit: 'ratio',
    description: 'Share of its cores that a process or its container uses',
    source: gauge('vibe_cpu_utilization_ratio'),
    perInstance: true,
  },
  memory_bytes: {
    unit: 'bytes',
    description: 'Resident memory of a process',
    source: gauge('process_resident_memory_bytes'),
    perInstance: true,
  },
  memory_ratio: {
    unit: 'ratio',
    description: 'Resident memory of a process against what its container may use',
    source: {
      kind: 'gauge_ratio',
      part: { series: 'process_resident_memory_bytes' },
      whole: { series: 'vibe_memory_limit_bytes' },
    },
    perInstance: true,
  },
  heap_bytes: {
    unit: 'bytes',
    description: 'Heap in use of a process',
    source: gauge('nodejs_heap_used_bytes'),
    perInstance: true,
  },
  heap_ratio: {
    unit: 'ratio',
    description: 'Heap in use against the heap at which a process ends',
    source: {
      kind: 'gauge_ratio',
      part: { series: 'nodejs_heap_used_bytes' },
      whole: { series: 'nodejs_heap_limit_bytes' },
    },
    perInstance: true,
  },
  event_loop_delay_p99: {
    unit: 'seconds',
    description: 'By how much timers of a process are late, of a hundred the worst',
    source: gauge('nodejs_eventloop_delay_p99_seconds'),
    perInstance: true,
  },
  event_loop_delay_max: {
    unit: 'seconds',
    description: 'By how much a timer of a process was late at most',
    source: gauge('nodejs_eventloop_delay_max_seconds'),
    perInstance: true,
  },
  event_loop_utilization: {
    unit: 'ratio',
    description: 'Share of the time in which the event loop of a process is busy',
    source: gauge('nodejs_eventloop_utilization_ratio'),
    perInstance: true,
  },
  gc_ratio: {
    unit: 'ratio',
    description: 'Share of the time that a process collects garbage',
    source: { kind: 'rate', of: { series: 'nodejs_gc_seconds_total' } },
    perInstance: true,
  },
  pool_used_ratio: {
    unit: 'ratio',
    description: 'Share of the connections to Postgres of a process that are in use',
    source: {
      kind: 'gauge_ratio',
      part: { series: 'vibe_db_pool_connections', where: { state: ['used'] } },
      whole: { series: 'vibe_db_pool_max' },
    },
    perInstance: true,
  },
  pool_waiting: {
    unit: 'count',
    description: 'What waits for a connection to Postgres in a process',
    source: gauge('vibe_db_pool_waiting'),
    perInstance: true,
  },
  statement_p95: {
    unit: 'seconds',
    description: 'Duration of statements, of a hundred the fifth slowest',
    source: { kind: 'percentile', of: { series: 'vibe_db_statement_duration_seconds' }, share: 0.95 },
    perInstance: false,
  },
  statement_failures: {
    unit: 'per_second',
    description: 'Statements that ended in an error',
    source: { kind: 'rate', of: { series: 'vibe_db_statement_failures_total' } },
    perInstance: false,
  },
  http_requests: {
    unit: 'per_second',
    description: 'Answered requests',
    source: { kind: 'rate', of: { series: 'http_requests' } },
    perInstance: false,
  },
  http_error_ratio: {
    unit: 'ratio',
    description: 'Share of the answers with a status from 500',
    source: { kind: 'ratio', part: { series: 'http_errors' }, whole: { series: 'http_requests' } },
    perInstance: false,
  },
  http_p95: {
    unit: 'seconds',
    description: 'Duration of requests, of a hundred the fifth slowest',
    source: { kind: 'percentile', of: { series: 'http_latency' }, share: 0.95 },
    perInstance: false,
  },
  sockets: {
    unit: 'count',
    description: 'Open WebSockets of all processes',
    source: gauge('sockets'),
    perInstance: false,
    across: 'sum',
  },
  dependency_up: {
    unit: 'boolean',
    description: '1 while a process reaches a dependency, else 0',
    source: gauge('vibe_dependency_up'),
    perInstance: false,
    across: 'min',
    by: ['dependency'],
  },
  smtp_refused_ratio: {
    unit: 'ratio',
    description: 'Share of the attempts to send a mail that the server did not accept',
    source: {
      kind: 'ratio',
      part: { series: 'vibe_smtp_attempts_total', where: { outcome: FAILED_MAIL } },
      whole: { series: 'vibe_smtp_attempts_total' },
    },
    perInstance: false,
  },
  smtp_p95: {
    unit: 'seconds',
    description: 'Duration of an attempt to send a mail, of a hundred the fifth slowest',
    source: { kind: 'percentile', of: { series: 'vibe_smtp_duration_seconds' }, share: 0.95 },
    perInstance: false,
  },
  storage_failure_ratio: {
    unit: 'ratio',
    description: 'Share of the calls that the storage did not answer',
    source: {
      kind: 'ratio',
      part: { series: 'vibe_storage_calls_total', where: { outcome: ['unavailable'] } },
      whole: { series: 'vibe_storage_calls_total' },
    },
    perInstance: false,
  },
  storage_p95: {
    unit: 'seconds',
    description: 'Duration of calls of the storage, of a hundred the fifth slowest',
    source: { kind: 'percentile', of: { series: 'vibe_storage_duration_seconds' }, share: 0.95 },
    perInstance: false,
  },
  file_received_bytes: {
    unit: 'per_second',
    description: 'Bytes of uploaded files of an accepted type',
    source: { kind: 'rate', of: { series: 'vibe_file_received_bytes_total' } },
    perInstance: false,
  },
  file_served_bytes: {
    unit: 'per_second',
    description: 'Bytes of downloads, by variant',
    source: { kind: 'rate', of: { series: 'vibe_file_served_bytes_total' } },
    perInstance: false,
    by: ['variant'],
  },
  file_refusals: {
    unit: 'per_second',
    description: 'Files that an upload refused, by code',
    source: { kind: 'rate', of: { series: 'vibe_file_refusals_total' } },
    perInstance: false,
    by: ['code'],
  },
  file_failure_ratio: {
    unit: 'ratio',
    description: 'Share of the processed files that failed',
    source: {
      kind: 'ratio',
      part: { series: 'vibe_files_processed_total', where: { outcome: ['failed'] } },
      whole: { series: 'vibe_files_processed_total' },
    },
    perInstance: false,
  },
  file_processing_p95: {
    unit: 'seconds',
    description: 'Duration of the processing of a file, of a hundred the fifth slowest',
    source: { kind: 'percentile', of: { series: 'vibe_file_processing_duration_seconds' }, share: 0.95 },
    perInstance: false,
  },
  disk_used_ratio: {
    unit: 'ratio',
    description: 'Share of a folder’s disk that is in use',
    source: gauge('vibe_disk_used_ratio'),
    perInstance: true,
    by: ['folder'],
  },
  task_queue_backlog: {
    unit: 'count',
    description: 'Tasks that wait on a task queue',
    source: gauge('vibe_task_queue_backlog'),
    perInstance: false,
    across: 'sum',
    by: ['queue'],
    shared: true,
  },
  task_queue_pollers: {
    unit: 'count',
    description: 'Workers that poll a task queue',
    source: gauge('vibe_task_queue_pollers'),
    perInstance: false,
    across: 'min',
    by: ['queue'],
    shared: true,
  },
  backlog_age: {
    unit: 'seconds',
    description: 'Age of the oldest task that waits, or of the oldest due job without a run',
    source: {
      kind: 'gauge',
      of: [{ series: 'vibe_task_queue_backlog_age_seconds' }, { series: 'vibe_job_oldest_due_seconds' }],
    },
    perInstance: false,
    across: 'max',
    shared: true,
  },
  outbox_age: {
    unit: 'seconds',
    description: 'Age of the oldest due job that Temporal was not given yet',
    source: gauge('vibe_outbox_age_seconds'),
    perInstance: false,
    across: 'max',
    shared: true,
  },
  mail_age: {
    unit: 'seconds',
    description: 'For how long the oldest mail that is due waits to be sent',
    source: gauge('vibe_mail_oldest_queued_seconds'),
    perInstance: false,
    across: 'max',
    shared: true,
  },
  job_failure_ratio: {
    unit: 'ratio',
    description: 'Share of the jobs of a type that ended as failed',
    source: {
      kind: 'ratio',
      part: { series: 'vibe_jobs_finished_total', where: { outcome: ['failed'] } },
      whole: { series: 'vibe_jobs_finished_total' },
    },
    perInstance: false,
    by: ['type'],
    shared: true,
  },
  jobs_finished: {
    unit: 'per_second',
    description: 'Jobs that ended, by type and outcome',
    source: { kind: 'rate', of: { series: 'vibe_jobs_finished_total' } },
    perInstance: false,
    by: ['type', 'outcome'],
    shared: true,
  },
  dead_letters: {
    unit: 'count',
    description: 'Failed jobs that no person has acknowledged',
    source: gauge('vibe_job_dead_letters'),
    perInstance: false,
    across: 'max',
    shared: true,
  },
  rollup_lag: {
    unit: 'seconds',
    description: 'How far figures are behind what happens',
    source: gauge('vibe_rollup_lag_seconds'),
    perInstance: false,
    across: 'max',
    shared: true,
  },
  event_default_partition: {
    unit: 'boolean',
    description: '1 while the partition for events of unexpected days has rows',
    source: gauge('vibe_event_default_partition_used'),
    perInstance: false,
    across: 'max',
    shared: true,
  },
  event_partition_ahead: {
    unit: 'boolean',
    description: '1 while there is a partition for the events of tomorrow',
    source: gauge('vibe_event_partition_ahead'),
    perInstance: false,
    across: 'min',
    shared: true,
  },
  temporal_up: {
    unit: 'boolean',
    description: '1 while Temporal answers',
    source: gauge('vibe_temporal_up'),
    perInstance: false,
    across: 'min',
    shared: true,
  },
  instances_alive: {
    unit: 'count',
    description: 'Processes of a kind that were heard of in the last 30 seconds',
    source: gauge('vibe_instances', { state: ['alive'] }),
    perInstance: false,
    across: 'sum',
    by: ['kind'],
    shared: true,
  },
  instances_lost: {
    unit: 'count',
    description: 'Processes of a kind that fell silent without saying that they stop',
    source: gauge('vibe_instances', { state: ['lost'] }),
    perInstance: false,
    across: 'sum',
    by: ['kind'],
    shared: true,
  },
  database_size: {
    unit: 'bytes',
    description: 'Size of the database',
    source: gauge('vibe_database_size_bytes'),
    perInstance: false,
    across: 'max',
    shared: true,
  },
  database_connections_ratio: {
    unit: 'ratio',
    description: 'Share of the connections that the server of Postgres allows',
    source: {
      kind: 'gauge_ratio',
      part: { series: 'vibe_database_connections' },
      whole: { series: 'vibe_database_connections_max' },
    },
    perInstance: false,
    across: 'max',
    shared: true,
  },
  database_idle_transaction: {
    unit: 'seconds',
    description: 'For how long a transaction has been open and idle',
    source: gauge('vibe_database_idle_transaction_seconds'),
    perInstance: false,
    across: 'max',
    shared: true,
  },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as [MetricName, ...MetricName[]];
