import { defineEntity, type EntitySchema, p } from '@mikro-orm/postgresql';

const RuleEntity = defineEntity({
  name: 'MonitorRule',
  tableName: 'monitor_rule',
  indexes: [
    {
      name: 'monitor_rule_key_index',
      expression: 'create unique index monitor_rule_key_index on monitor_rule (key) where key is not null',
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    /** Key of a default rule; null for all others. */
    key: p.text().nullable(),
    name: p.text(),
    metric: p.text(),
    severity: p.text(),
    comparison: p.text(),
    threshold: p.double(),
    clearThreshold: p.double(),
    forSeconds: p.integer(),
    cooldownSeconds: p.integer(),
    windowSeconds: p.integer(),
    minimumEvents: p.integer(),
    noData: p.text(),
    enabled: p.boolean(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
});

/** The state of a series. Series without a row are in order, and were so a moment ago. */
const StateEntity = defineEntity({
  name: 'MonitorState',
  tableName: 'monitor_state',
  properties: {
    ruleId: p.uuid().primary(),
    series: p.text().primary(),
    labels: p.json<Record<string, string>>(),
    status: p.text(),
    since: p.datetime(),
    blindSince: p.datetime().nullable(),
    mutedUntil: p.datetime().nullable(),
  },
});

/** An alert from its firing to its end. It has copies of the fields of its rule that it needs, since rules change. */
const AlertEntity = defineEntity({
  name: 'MonitorAlert',
  tableName: 'monitor_alert',
  indexes: [
    {
      name: 'monitor_alert_open_index',
      expression:
        'create unique index monitor_alert_open_index on monitor_alert (rule_id, series) where ended_at is null',
    },
    {
      name: 'monitor_alert_escalate_index',
      expression:
        'create index monitor_alert_escalate_index on monitor_alert (escalate_at) where escalate_at is not null',
    },
    {
      name: 'monitor_alert_ended_index',
      expression: 'create index monitor_alert_ended_index on monitor_alert (ended_at) where ended_at is not null',
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    ruleId: p.uuid(),
    ruleKey: p.text().nullable(),
    ruleName: p.text(),
    metric: p.text(),
    severity: p.text(),
    series: p.text(),
    labels: p.json<Record<string, string>>(),
    kind: p.text(),
    threshold: p.double(),
    firedAt: p.datetime(),
    value: p.double().nullable(),
    endedAt: p.datetime().nullable(),
    endedBy: p.text().nullable(),
    endedValue: p.double().nullable(),
    acknowledgedAt: p.datetime().nullable(),
    acknowledgedUntil: p.datetime().nullable(),
    escalateAt: p.datetime().nullable(),
    causeRuleId: p.uuid().nullable(),
  },
});

const TransitionEntity = defineEntity({
  name: 'MonitorTransition',
  tableName: 'monitor_transition',
  indexes: [
    { name: 'monitor_transition_alert_id_index', properties: ['alertId'] },
    {
      name: 'monitor_transition_once_index',
      expression:
        "create unique index monitor_transition_once_index on monitor_transition (alert_id, kind) where kind <> 'escalated'",
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    alertId: p.uuid(),
    kind: p.text(),
    at: p.datetime(),
    value: p.double().nullable(),
  },
});

/** One row for each evaluation of all rules. The process that inserts the row evaluates. */
const TickEntity = defineEntity({
  name: 'MonitorTick',
  tableName: 'monitor_tick',
  properties: { at: p.datetime().primary(), completedAt: p.datetime().nullable() },
});

/** One row for each change of an alert and each channel: what to report, and whether it was sent. */
const DeliveryEntity = defineEntity({
  name: 'MonitorDelivery',
  tableName: 'monitor_delivery',
  indexes: [
    {
      name: 'monitor_delivery_due_index',
      expression: "create index monitor_delivery_due_index on monitor_delivery (due_at) where status = 'queued'",
    },
    {
      name: 'monitor_delivery_held_index',
      expression:
        "create index monitor_delivery_held_index on monitor_delivery (status) where status in ('silenced', 'muted')",
    },
  ],
  properties: {
    transitionId: p.uuid().primary(),
    channel: p.text().primary(),
    status: p.text().default('queued'),
    attempts: p.integer().default(0),
    dueAt: p.datetime().defaultRaw('now()'),
    createdAt: p.datetime().defaultRaw('now()'),
    noticeId: p.uuid().nullable(),
    sentAt: p.datetime().nullable(),
    error: p.text().nullable(),
    heldBy: p.text().nullable(),
    nextChannels: p.array().defaultRaw(`'{}'`),
    leaseUntil: p.datetime().nullable(),
  },
});

/** Which channels report alerts of which severities. */
const RouteEntity = defineEntity({
  name: 'MonitorRoute',
  tableName: 'monitor_route',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    name: p.text(),
    severities: p.array(),
    channels: p.array(),
    nextChannels: p.array(),
    groupSeconds: p.integer(),
    escalateAfterSeconds: p.integer().nullable(),
    escalateTo: p.array(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
});

/** When a third party last heard that alerts are evaluated: one row. */
const HeartbeatEntity = defineEntity({
  name: 'MonitorHeartbeat',
  tableName: 'monitor_heartbeat',
  checks: [{ name: 'monitor_heartbeat_check', expression: 'id' }],
  properties: { id: p.boolean().primary().default(true), sentAt: p.datetime() },
});

/** Which alerts are not reported for a while. */
const SilenceEntity = defineEntity({
  name: 'MonitorSilence',
  tableName: 'monitor_silence',
  indexes: [{ name: 'monitor_silence_ends_index', properties: ['endsAt'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    ruleId: p.uuid().nullable(),
    severity: p.text().nullable(),
    labels: p.json<Record<string, string>>().defaultRaw(`'{}'`),
    comment: p.text().nullable(),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

export const monitoringEntities: readonly EntitySchema[] = [
  RuleEntity,
  StateEntity,
  AlertEntity,
  TransitionEntity,
  TickEntity,
  DeliveryEntity,
  SilenceEntity,
  RouteEntity,
  HeartbeatEntity,
];
