import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { findPage, idKey, type Page } from '../../../platform/http/pagination.ts';
import { notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import type { Severity } from '../rules/default-rules.domain.ts';
import { ESCALATE_AT, SILENCED_UNTIL } from '../rules/deliveries.queries.ts';
import { endAlerts, lockEvaluation, writeStates } from '../rules/evaluation.queries.ts';
import { endedAt, INITIAL } from '../rules/reducer.domain.ts';
import { findRule } from '../rules/rules.queries.ts';
import { runbookOf } from '../rules/rules.service.ts';
import { addSilence } from '../silences/silences.service.ts';
import type { AlertView } from './alerts.schema.ts';

interface AlertRow {
  id: string;
  rule_id: string;
  rule_key: string | null;
  rule_name: string;
  metric: string;
  severity: Severity;
  series: string;
  labels: Record<string, string>;
  kind: string;
  threshold: number;
  fired_at: Date;
  value: number | null;
  ended_at: Date | null;
  ended_by: string | null;
  ended_value: number | null;
  acknowledged_until: Date | null;
  silenced_until: Date | null;
  transitions: AlertView['transitions'];
}

const COLUMNS = sql`a.id, a.rule_id, a.rule_key, a.rule_name, a.metric, a.severity, a.series, a.labels, a.kind, a.threshold,
  a.fired_at, a.value, a.ended_at, a.ended_by, a.ended_value, a.acknowledged_until,
  case when a.ended_at is null then ${SILENCED_UNTIL} end as silenced_until,
  (select json_agg(json_build_object('kind', t.kind, 'at', to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'value', t.value, 'told', (select coalesce(json_agg(json_build_object('channel', d.channel, 'status', d.status, 'attempts', d.attempts,
      'sentAt', to_char(d.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'error', d.error) order by d.channel), '[]')
      from monitor_delivery d where d.transition_id = t.id)) order by t.at, t.id) from monitor_transition t where t.alert_id = a.id) as transitions`;

function present(alert: AlertRow): AlertView {
  return {
    id: alert.id,
    state: alert.ended_at === null ? 'active' : 'past',
    rule: { id: alert.rule_id, name: alert.rule_name },
    metric: alert.metric,
    severity: alert.severity,
    kind: alert.kind,
    labels: alert.labels,
    threshold: alert.threshold,
    firedAt: alert.fired_at.toISOString(),
    value: alert.value,
    endedAt: alert.ended_at?.toISOString() ?? null,
    endedBy: alert.ended_by,
    endedValue: alert.ended_value,
    acknowledgedUntil: alert.acknowledged_until?.toISOString() ?? null,
    silencedUntil: alert.silenced_until?.toISOString() ?? null,
    transitions: alert.transitions ?? [],
    runbook: runbookOf(alert.rule_key),
  };
}

export interface AlertsFilter {
  limit: number;
  cursor?: string | undefined;
  state?: 'active' | 'past' | undefined;
  severity?: Severity | undefined;
  ruleId?: string | undefined;
}

/** Lists alerts, newest first. */
export async function listAlerts(em: Em, filter: AlertsFilter): Promise<Page<AlertView> | Problem> {
  return await findPage(filter, idKey, {
    find: async (from, limit) => {
      const where: RawBuilder<unknown>[] = [sql`true`];
      if (from !== null) where.push(sql`a.id < ${from[0]}`);
      if (filter.state === 'active') where.push(sql`a.ended_at is null`);
      if (filter.state === 'past') where.push(sql`a.ended_at is not null`);
      if (filter.severity !== undefined) where.push(sql`a.severity = ${filter.severity}`);
      if (filter.ruleId !== undefined) where.push(sql`a.rule_id = ${filter.ruleId}`);
      return await rows<AlertRow>(
        em,
        sql`select ${COLUMNS} from monitor_alert a where ${sql.join(where, sql` and `)} order by a.id desc limit ${limit}`,
      );
    },
    keyOf: ({ id }) => [id],
    presenter: () => present,
  });
}

async function findAlert(em: Em, id: string): Promise<AlertRow | undefined> {
  return await row<AlertRow>(em, sql`select ${COLUMNS} from monitor_alert a where a.id = ${id}`);
}

const ENDED = problem(409, 'alert_ended', 'The alert has ended already.');

/** The open alert, under the lock of evaluations, so that it does not end meanwhile. */
async function holdOpen(tx: Em, id: string): Promise<{ alert: AlertRow; now: Date } | Problem> {
  const now = await lockEvaluation(tx);
  const alert = await findAlert(tx, id);
  if (!alert) return notFound('The alert');
  return alert.ended_at === null ? { alert, now } : ENDED;
}

async function shown(tx: Em, id: string): Promise<AlertView | Problem> {
  const alert = await findAlert(tx, id);
  return alert ? present(alert) : notFound('The alert');
}

/**
 * Ends an alert by hand. Its series is muted for the cooldown of the rule. If the condition still holds afterwards, a new alert
 * fires. 409 `alert_ended` when the alert has ended already.
 */
export async function resolveAlert(em: Em, id: string): Promise<AlertView | Problem> {
  return await transact(em, async (tx) => {
    const held = await holdOpen(tx, id);
    if (!('alert' in held)) return held;
    const { alert, now } = held;
    const { rule_id, series, labels } = alert;
    await endAlerts(tx, [{ rule_id, series, kind: 'resolved', value: null }], now);
    const rule = await findRule(tx, rule_id);
    if (rule) await writeStates(tx, [{ rule_id, series, labels, state: endedAt(INITIAL, rule, now.getTime()) }]);
    await recordDeed(tx, 'monitoring.alert_resolved', { targetId: id });
    return await shown(tx, id);
  });
}

/** Records for a while that a person has seen the alert. 409 `alert_ended` when it has ended. */
export async function acknowledgeAlert(em: Em, id: string, minutes: number): Promise<AlertView | Problem> {
  return await transact(em, async (tx) => {
    const held = await holdOpen(tx, id);
    if (!('alert' in held)) return held;
    await run(
      tx,
      // When the acknowledgement ends the alert escalates, if a route of its severity escalates at all.
      sql`update monitor_alert a set acknowledged_at = now(), acknowledged_until = now() + make_interval(mins => ${minutes}::int),
            escalate_at = case when ${ESCALATE_AT} is not null then now() + make_interval(mins => ${minutes}::int) end
          where id = ${id}`,
    );
    await recordDeed(tx, 'monitoring.alert_acknowledged', { targetId: id, details: { minutes } });
    return await shown(tx, id);
  });
}

/**
 * Silences the series of an open alert for a while. Its changes are reported when the silence ends.
 * 409 `alert_ended` when the alert has ended, `too_many_silences` when there are too many.
 */
export async function silenceAlert(
  em: Em,
  id: string,
  { minutes, comment }: { minutes: number; comment?: string | undefined },
): Promise<AlertView | Problem> {
  return await transact(em, async (tx) => {
    const held = await holdOpen(tx, id);
    if (!('alert' in held)) return held;
    const { alert, now } = held;
    const added = await addSilence(tx, {
      ruleId: alert.rule_id,
      severity: null,
      labels: alert.labels,
      comment: comment ?? null,
      startsAt: now,
      endsAt: new Date(now.getTime() + minutes * 60_000),
    });
    return 'starts_at' in added ? await shown(tx, id) : added;
  });
}
