import { defineEntity, type EntitySchema, p } from '@mikro-orm/postgresql';

/** How far the rollups have come: one row, whose lock a pass holds. */
const RollupStateEntity = defineEntity({
  name: 'RollupState',
  tableName: 'rollup_state',
  checks: [{ name: 'rollup_state_check', expression: 'id' }],
  properties: {
    id: p.boolean().primary().default(true),
    /** Events of transactions below it are in the rollups. */
    watermark: p.bigint().defaultRaw('0'),
    /** The Postgres cluster of the transaction ids. */
    cluster: p.bigint().nullable(),
    passedAt: p.datetime().nullable(),
    completeUntil: p.datetime().nullable(),
    /** The next UTC day to compute again from its rows, then the days up to today. */
    rebuildDay: p.date().nullable(),
    /** Raised by every change of the rollups. A count is remembered only if this did not change meanwhile. */
    changes: p.bigint().defaultRaw('0'),
  },
});

/** Events of a quarter of an hour. `variant` divides the events of one name: posts by sentiment. */
const EventQuarterEntity = defineEntity({
  name: 'EventQuarter',
  tableName: 'event_quarter',
  properties: {
    at: p.datetime().primary(),
    name: p.text().primary(),
    variant: p.text().primary(),
    machine: p.boolean().primary(),
    events: p.bigint(),
  },
});

/** The same for whole UTC days, for long periods. */
const EventDayEntity = defineEntity({
  name: 'EventDay',
  tableName: 'event_day',
  properties: {
    day: p.date().primary(),
    name: p.text().primary(),
    variant: p.text().primary(),
    machine: p.boolean().primary(),
    events: p.bigint(),
  },
});

/** In which quarters of a UTC day a person was active, the first one on the left. */
const ActiveDayEntity = defineEntity({
  name: 'ActiveDay',
  tableName: 'active_day',
  indexes: [{ name: 'active_day_user_id_index', properties: ['userId'] }],
  properties: {
    day: p.date().primary(),
    userId: p.uuid().primary(),
    quarters: p.string().columnType('bit(96)'),
  },
});

/** How many people were active in a period and what happened in it, remembered until a further event in it becomes known. */
const ActiveCountEntity = defineEntity({
  name: 'ActiveCount',
  tableName: 'active_count',
  properties: {
    startsAt: p.datetime().primary(),
    endsAt: p.datetime().primary(),
    users: p.integer(),
    /** Counts by name of the flow; null where only people were counted. */
    flows: p.json<Record<string, number>>().nullable(),
    countedAt: p.datetime().defaultRaw('now()'),
  },
});

/** What a person did in a quarter of an hour. */
const UserQuarterEntity = defineEntity({
  name: 'UserQuarter',
  tableName: 'user_quarter',
  indexes: [{ name: 'user_quarter_at_index', properties: ['at'] }],
  properties: {
    userId: p.uuid().primary(),
    at: p.datetime().primary(),
    name: p.text().primary(),
    variant: p.text().primary(),
    events: p.bigint(),
  },
});

/** Posts about an asset. */
const AssetQuarterEntity = defineEntity({
  name: 'AssetQuarter',
  tableName: 'asset_quarter',
  properties: {
    at: p.datetime().primary(),
    assetId: p.integer().primary(),
    posts: p.integer(),
  },
});

/** Of the last two hours only, like all counts by the minute. */
const EventMinuteEntity = defineEntity({
  name: 'EventMinute',
  tableName: 'event_minute',
  properties: {
    at: p.datetime().primary(),
    name: p.text().primary(),
    events: p.bigint(),
  },
});

const ActiveMinuteEntity = defineEntity({
  name: 'ActiveMinute',
  tableName: 'active_minute',
  properties: {
    at: p.datetime().primary(),
    userId: p.uuid().primary(),
  },
});

/** What existed in an hour, as it was last counted. */
const PlatformHourEntity = defineEntity({
  name: 'PlatformHour',
  tableName: 'platform_hour',
  properties: {
    at: p.datetime().primary(),
    takenAt: p.datetime().defaultRaw('now()'),
    figures: p.json<Record<string, unknown>>(),
  },
});

/** A UTC day that is to be computed again: its rows changed behind the back of the passes. */
const RollupDirtyDayEntity = defineEntity({
  name: 'RollupDirtyDay',
  tableName: 'rollup_dirty_day',
  properties: {
    day: p.date().primary(),
    markedAt: p.datetime().defaultRaw('now()'),
  },
});

export const rollupEntities: readonly EntitySchema[] = [
  RollupStateEntity,
  EventQuarterEntity,
  EventDayEntity,
  ActiveDayEntity,
  ActiveCountEntity,
  UserQuarterEntity,
  AssetQuarterEntity,
  EventMinuteEntity,
  ActiveMinuteEntity,
  PlatformHourEntity,
  RollupDirtyDayEntity,
];
