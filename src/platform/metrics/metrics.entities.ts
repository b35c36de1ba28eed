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

export const metricsEntities: readonly EntitySchema[] = [InstanceEntity, MetricSampleEntity, HttpQuarterEntity];
