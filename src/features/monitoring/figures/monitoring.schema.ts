import { z } from 'zod';
import { instantInput } from '../../../platform/http/instant.ts';
import { METRIC_NAMES, METRIC_UNITS, METRICS } from '../metric-catalogue.domain.ts';

const instant = z.iso.datetime();
const ratio = z.number().nullable().describe('From 0 to 1; null where it is not known');
const ms = z.number().nullable().describe('Milliseconds; null without any');

/** A list in one parameter, such as `a,b`. */
const metricList = z
  .string()
  .max(2_000)
  .transform((text) => [...new Set(text.split(','))])
  .pipe(z.array(z.enum(METRIC_NAMES)).min(1).max(20));

export const metricsQuery = z.strictObject({
  from: instantInput.optional().describe('Start of the history, an hour before `to` unless given'),
  to: instantInput.optional().describe('End of the history, now unless given'),
  step: z.coerce
    .number()
    .int()
    .min(10)
    .max(86_400)
    .optional()
    .describe('Seconds between two points; as fine as is sensible unless given'),
  metrics: metricList.optional().meta({
    override: {
      type: 'string',
      description: 'Metrics of the history, with commas between them, 20 at most. Without it there is no history',
    },
  }),
});

const timings = z.strictObject({ p50Ms: ms, p95Ms: ms, p99Ms: ms });

const instanceSchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['api', 'worker']),
  host: z.string(),
  pid: z.int(),
  version: z.string(),
  state: z
    .enum(['alive', 'lost', 'stopped'])
    .describe('`lost`: not heard of for 30 seconds, and it did not say that it stops'),
  startedAt: instant,
  seenAt: instant,
  stoppedAt: instant.nullable(),
  cpu: z.strictObject({ cores: z.number().describe('Cores in use'), utilization: ratio }).nullable(),
  memory: z
    .strictObject({
      rssBytes: z.number(),
      limitBytes: z.number().nullable(),
      heapBytes: z.number(),
      heapLimitBytes: z.number().nullable(),
    })
    .nullable(),
  eventLoop: z.strictObject({ delayP99Ms: z.number(), delayMaxMs: z.number(), utilization: ratio }).nullable(),
  gc: z.strictObject({ ratio }).nullable(),
  pool: z.strictObject({ used: z.int(), idle: z.int(), waiting: z.int(), max: z.int() }).nullable(),
  statements: timings.extend({ perSecond: z.number(), failuresPerSecond: z.number() }).nullable(),
  http: timings.extend({ requestsPerSecond: z.number(), errorsPerSecond: z.number() }).nullable(),
  sockets: z.int().nullable(),
  mail: timings
    .extend({ attempts: z.record(z.string(), z.int()).describe('By outcome, in the last minute') })
    .nullable(),
  storage: timings
    .extend({ calls: z.record(z.string(), z.int()).describe('By outcome, in the last minute') })
    .nullable(),
  dependencies: z.record(z.string(), z.boolean()).describe('Whether it reaches them'),
  disks: z.array(z.strictObject({ folder: z.string(), freeBytes: z.number(), usedRatio: z.number() })),
});
export type InstanceFigures = z.input<typeof instanceSchema>;

const seconds = z.number().nullable().describe('Seconds; null where it is not known');

const systemSchema = z
  .strictObject({
    at: instant,
    temporalUp: z.boolean(),
    taskQueues: z.array(
      z.strictObject({
        queue: z.string(),
        kind: z.string(),
        backlog: z.int(),
        backlogAgeSeconds: z.number(),
        pollers: z.int(),
      }),
    ),
    oldestDueJobSeconds: seconds,
    outboxAgeSeconds: seconds,
    oldestMailSeconds: seconds,
    rollupLagSeconds: seconds,
    deadLetters: z.int(),
    jobsFinished: z
      .array(z.strictObject({ type: z.string(), outcome: z.string(), count: z.int() }))
      .describe('In all, since counting began'),
    database: z.strictObject({ sizeBytes: z.number(), connections: z.int(), maxConnections: z.int() }),
  })
  .nullable()
  .describe('What all processes share; null when it was not measured in the last minute');
export type SystemView = z.input<typeof systemSchema>;

const historySchema = z
  .strictObject({
    from: instant,
    to: instant,
    stepSeconds: z.int(),
    series: z.array(
      z.strictObject({
        metric: z.enum(METRIC_NAMES),
        unit: z.string(),
        labels: z.record(z.string(), z.string()),
        points: z.array(z.tuple([instant, z.number().nullable()])).describe('Start of each step with its value'),
      }),
    ),
  })
  .nullable();
export type HistoryView = z.input<typeof historySchema>;

export const metricsSchema = z
  .strictObject({
    at: instant.describe('When this was true, by the clock of the database'),
    instances: z
      .array(instanceSchema)
      .describe('Processes heard of in the last hour, with what they were like in the last minute'),
    system: systemSchema,
    history: historySchema,
  })
  .meta({ id: 'MonitoringMetrics' });

export const catalogueSchema = z.strictObject({
  data: z.array(z.strictObject({ name: z.enum(METRIC_NAMES), unit: z.enum(METRIC_UNITS), description: z.string() })),
});

/** The catalogue of metrics, in words for people. */
export const CATALOGUE = METRIC_NAMES.map((name) => {
  const { unit, description } = METRICS[name];
  return { name, unit, description };
});

export const performanceQuery = z.strictObject({
  from: instantInput.optional().describe('Start of the period, an hour before `to` unless given'),
  to: instantInput.optional().describe('End of the period, now unless given'),
});

const load = timings.extend({
  requests: z.int(),
  perSecond: z.number(),
  refusedRate: ratio.describe('Share of the answers with a status from 400 to 499'),
  errorRate: ratio.describe('Share of the answers with a status from 500'),
  meanMs: ms,
});

const slow = z.strictObject({
  what: z.string().describe('Route, or type of the activity'),
  ms: z.number(),
  at: instant,
  failed: z.boolean(),
  traceId: z.string().nullable(),
  requestId: z.string().nullable(),
});

export const performanceSchema = z
  .strictObject({
    from: instant,
    to: instant,
    stepSeconds: z.int().describe('Of the history that it is read from'),
    total: load,
    routes: z.array(load.extend({ method: z.string(), route: z.string().describe('Empty: no route has the path') })),
    activities: z.array(
      timings.extend({ activity: z.string(), attempts: z.int(), failed: z.int(), failureRate: ratio }),
    ),
    slowestRequests: z.array(slow),
    slowestActivities: z.array(slow),
    slowestStatements: z
      .array(
        z.strictObject({
          statement: z.string(),
          calls: z.number(),
          totalMs: z.number(),
          meanMs: z.number(),
          maxMs: z.number(),
          rows: z.number(),
        }),
      )
      .nullable()
      .describe('By time in all, since the statistics of Postgres began; null where it keeps none'),
  })
  .meta({ id: 'MonitoringPerformance' });
export type PerformanceView = z.input<typeof performanceSchema>;
