import { type RawBuilder, sql } from 'kysely';
import { type Em, run } from '../../../platform/db/sql.ts';

/**
 * Until when an alert `a` is silenced; null when it is not silenced now. By the time of the statement, since the transaction may
 * have waited for others.
 */
export const SILENCED_UNTIL = sql`(select max(s.ends_at) from monitor_silence s
  where s.starts_at <= statement_timestamp() and s.ends_at > statement_timestamp() and (s.rule_id is null or s.rule_id = a.rule_id)
    and (s.severity is null or s.severity = a.severity) and a.labels @> s.labels)`;

/** When an alert `a` that starts now escalates; null when no route escalates. */
export const ESCALATE_AT = sql`(select statement_timestamp() + make_interval(secs => min(r.escalate_after_seconds))
  from monitor_route r where a.severity = any(r.severities))`;

const HELD_BY = sql`case status when 'silenced' then 'silence' when 'muted' then 'cause' end`;

/**
 * Channels of an alert `a`: those of its routes, or all configured ones when no route of its severity leads to one of them. Each
 * with the seconds for which it gathers changes, and the next channels when it fails.
 */
const routed = (configured: readonly string[]) => sql`(
  select distinct on (channel) channel, wait, next_channels from (
    select channel, r.group_seconds as wait, r.next_channels from monitor_route r, unnest(r.channels) as channel
    where a.severity = any(r.severities) and channel = any(${[...configured]}::text[])
    union all
    select channel, 0, '{}' from unnest(${[...configured]}::text[]) as channel
    where not exists (select from monitor_route r where a.severity = any(r.severities) and r.channels && ${[...configured]}::text[])
  ) way order by channel, wait)`;

/**
 * Queues the reports of alerts that open, in the same statement that opens them, so that neither exists without the other. Reports
 * of silenced alerts, and of alerts that follow from others, are recorded as held back.
 * @param alerts name of the table of alerts, each with its `transition_id`: joining thousands that were just inserted would take
 * minutes
 */
export function deliverOpened(configured: readonly string[], alerts: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`insert into monitor_delivery (transition_id, channel, status, held_by, due_at, next_channels)
    select id, channel, status, ${HELD_BY}, now() + make_interval(secs => wait), next_channels
    from (select a.transition_id as id, way.channel, way.wait, way.next_channels, case when ${SILENCED_UNTIL} is not null then 'silenced'
        when a.cause_rule_id is not null then 'muted' else 'queued' end as status
      from ${alerts} a cross join lateral ${routed(configured)} way) planned`;
}

/**
 * The same for ends. An end goes to every channel that has or will get another report of the alert. If the start is held back, so
 * is the end. During a silence everything is held back. Deliveries are read for all alerts at once: one alert at a time, Postgres
 * would read a table without statistics in full for each.
 */
export function deliverEnded(alerts: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`insert into monitor_delivery (transition_id, channel, status, held_by, due_at, next_channels)
    select id, channel, status, ${HELD_BY}, greatest(now(), waits_until), next_channels
    from (select a.transition_id as id, told.channel, told.waits_until, told.next_channels,
        case when told.silenced or ${SILENCED_UNTIL} is not null then 'silenced' when told.muted then 'muted' else 'queued' end as status
      from ${alerts} a join (
        select t.alert_id, d.channel, bool_or(d.status = 'silenced') as silenced, bool_and(d.status = 'muted') as muted,
          max(d.due_at) filter (where d.status = 'queued' and d.attempts = 0) as waits_until, max(d.next_channels) as next_channels
        from ${alerts} ended join monitor_transition t on t.alert_id = ended.id join monitor_delivery d on d.transition_id = t.id
        group by t.alert_id, d.channel
      ) told on told.alert_id = a.id) planned`;
}

/**
 * Releases reports that nothing holds back any longer. Alerts that still fire are reported. Of an alert that ended in a silence
 * only the end is reported, which says when it started. An alert that ended while its cause lasted is not reported at all.
 * @param unexplained alerts that nothing explains any longer
 */
export async function releaseHeld(tx: Em, unexplained: readonly string[]): Promise<void> {
  await run(
    tx,
    sql`with released as (
          update monitor_delivery d set created_at = now(), due_at = now(), status = case
              when d.status = 'silenced' and a.cause_rule_id is not null and not a.id = any(${[...unexplained]}::uuid[]) then 'muted'
              when a.ended_at is not null and t.kind in ('fired', 'no_data', 'error') then 'merged' else 'queued' end
          from monitor_transition t join monitor_alert a on a.id = t.alert_id
          where t.id = d.transition_id and d.status in ('silenced', 'muted') and case d.status
            when 'silenced' then ${SILENCED_UNTIL} is null
            else a.ended_at is null and a.id = any(${[...unexplained]}::uuid[]) and ${SILENCED_UNTIL} is null end
          returning t.alert_id)
        update monitor_alert a set escalate_at = case when a.escalate_at is not null then ${ESCALATE_AT} end,
          cause_rule_id = case when a.id = any(${[...unexplained]}::uuid[]) then null else a.cause_rule_id end
        where a.id in (select alert_id from released)`,
  );
}

/**
 * Reports again the alerts that no person acknowledged in time, where routes say so. Each deadline counts once. Alerts that are held back
 * are left out.
 */
export async function escalate(tx: Em, configured: readonly string[]): Promise<void> {
  await run(
    tx,
    sql`with late as (
          update monitor_alert a set escalate_at = null
          where a.escalate_at <= statement_timestamp() and a.ended_at is null and ${SILENCED_UNTIL} is null
            and not exists (select from monitor_transition t join monitor_delivery d on d.transition_id = t.id
              where t.alert_id = a.id and d.status in ('silenced', 'muted'))
          returning a.id, a.severity, a.value),
          made as (
            insert into monitor_transition (alert_id, kind, at, value) select id, 'escalated', now(), value from late
            returning id, alert_id)
        insert into monitor_delivery (transition_id, channel)
        select distinct made.id, channel from made join late on late.id = made.alert_id
          join monitor_route r on late.severity = any(r.severities) and r.escalate_after_seconds is not null, unnest(r.escalate_to) as channel
        where channel = any(${[...configured]}::text[])`,
  );
}
