import { defineEntity, type EntitySchema, p } from '@mikro-orm/postgresql';

/** A process of the system, as it tells of itself. One that was not seen for a while has died. */
const InstanceEntity = defineEntity({
  name: 'Instance',
  tableName: 'instance',
  properties: {
    id: p.uuid().primary(),
    kind: p.text(),
    host: p.text(),
    pid: p.integer(),
    version: p.text().default(''),
    startedAt: p.datetime().defaultRaw('now()'),
    seenAt: p.datetime().defaultRaw('now()'),
    stoppedAt: p.datetime().nullable(),
  },
});

/** What a process was like over the seconds before. Kept for a day. */
const MetricSampleEntity = defineEntity({
  name: 'MetricSample',
  tableName: 'metric_sample',
  indexes: [{ name: 'metric_sample_at_index', properties: ['at'] }],
  properties: {
    instanceId: p.uuid().primary(),
    at: p.datetime().primary().defaultRaw('now()'),
    figures: p.json<Record<string, unknown>>(),
  },
});

/** Requests that a process answered in a quarter of an hour. Kept for 400 days. */
const HttpQuarterEntity = defineEntity({
  name: 'HttpQuarter',
  tableName: 'http_quarter',
  properties: {
    at: p.datetime().primary(),
    instanceId: p.uuid().primary(),
    requests: p.integer(),
    errors: p.integer(),
    /** Seconds of CPU. */
    cpu: p.double(),
    first: p.integer(),
    buckets: p.array().columnType('int[]'),
  },
});

/** Samples joined to minutes (kept for a week) and tens of minutes (90 days). Steps are seconds. */
const MetricHistoryEntity = defineEntity({
  name: 'MetricHistory',
  tableName: 'metric_history',
  properties: {
    step: p.integer().primary(),
    at: p.datetime().primary(),
    instanceId: p.uuid().primary(),
    figures: p.json<Record<string, unknown>>(),
  },
});

/** What each route answered: as sampled, by minute and by ten minutes. */
const RouteSampleEntity = defineEntity({
  name: 'RouteSample',
  tableName: 'route_sample',
  properties: {
    step: p.integer().primary(),
    at: p.datetime().primary(),
    instanceId: p.uuid().primary(),
    /** As in `GET /api/users/:userId`. */
    route: p.text().primary(),
    requests: p.integer(),
    refused: p.integer(),
    errors: p.integer(),
    sumMs: p.double(),
    first: p.integer(),
    buckets: p.array().columnType('int[]'),
  },
});

const MetricJoinEntity = defineEntity({
  name: 'MetricJoin',
  tableName: 'metric_join',
  properties: { step: p.integer().primary().autoincrement(false), joinedUntil: p.datetime() },
});

/** Whose turn it is to measure what processes share: one row. */
const MetricProbeEntity = defineEntity({
  name: 'MetricProbe',
  tableName: 'metric_probe',
  checks: [{ name: 'metric_probe_check', expression: 'id' }],
  properties: {
    id: p.boolean().primary().default(true),
    probedAt: p.datetime().defaultRaw('now()'),
    totals: p.json<Record<string, number>>().defaultRaw("'{}'"),
  },
});

export const metricsEntities: readonly EntitySchema[] = [
  InstanceEntity,
  MetricSampleEntity,
  HttpQuarterEntity,
  MetricHistoryEntity,
  RouteSampleEntity,
  MetricJoinEntity,
  MetricProbeEntity,
];
