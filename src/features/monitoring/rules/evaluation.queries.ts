import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import type { SampleFigures } from '../../../platform/metrics/sample.ts';
import type { InstanceSample } from '../figures/metric-values.ts';
import { CAUSE_METRICS, type Trouble } from './causes.domain.ts';
import { deliverEnded, deliverOpened, ESCALATE_AT } from './deliveries.queries.ts';
import type { SeriesState, Status, Transition } from './reducer.domain.ts';

/** Seconds between two evaluations of all rules. */
export const TICK_S = 5;

/**
 * Elects one of all processes for the evaluation of this moment.
 * @returns whether it is this one
 */
export async function electTick(em: Em): Promise<boolean> {
  const elected = await row(
    em,
    sql`insert into monitor_tick (at) values (date_bin(make_interval(secs => ${TICK_S}), now(), 'epoch'))
        on conflict do nothing returning at`,
  );
  return elected !== undefined;
}

/**
 * Lets evaluations and commands of people run one after the other.
 * @returns the time of the database
 */
export async function lockEvaluation(tx: Em): Promise<Date> {
  const clock = await row<{ now: Date }>(
    tx,
    sql`with held as materialized (select pg_advisory_xact_lock(hashtextextended('monitoring:evaluation', 0)))
        select clock_timestamp() as now from held`,
  );
  if (!clock) throw new Error('the clock returned no row');
  return clock.now;
}

/** Samples of the last so many seconds, oldest first. */
export async function recentSamples(em: Em, seconds: number): Promise<InstanceSample[]> {
  const found = await rows<{ instance_id: string; at: Date; figures: SampleFigures }>(
    em,
    sql`select instance_id, at, figures from metric_sample where at > now() - make_interval(secs => ${seconds}::int) order by at`,
  );
  return found.map(({ instance_id: instanceId, at, figures }) => ({ instanceId, at, figures }));
}

export interface KnownState {
  rule_id: string;
  series: string;
  labels: Record<string, string>;
  state: SeriesState;
}

const ms = (date: Date | null) => date?.getTime() ?? null;
const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());

export async function readStates(tx: Em): Promise<KnownState[]> {
  const found = await rows<{
    rule_id: string;
    series: string;
    labels: Record<string, string>;
    status: Status;
    since: Date;
    blind_since: Date | null;
    muted_until: Date | null;
  }>(tx, sql`select rule_id, series, labels, status, since, blind_since, muted_until from monitor_state`);
  return found.map(({ rule_id, series, labels, status, since, blind_since, muted_until }) => ({
    rule_id,
    series,
    labels,
    state: { status, since: since.getTime(), blindSince: ms(blind_since), mutedUntil: ms(muted_until) },
  }));
}

/** Writes the states that changed. A state that equals the initial one is deleted. */
export async function writeStates(tx: Em, states: readonly KnownState[]): Promise<void> {
  if (states.length === 0) return;
  const written = states.map(({ rule_id, series, labels, state }) => ({
    rule_id,
    series,
    labels,
    status: state.status,
    since: iso(state.since),
    blind_since: iso(state.blindSince),
    muted_until: iso(state.mutedUntil),
    forgotten: state.status === 'ok' && state.blindSince === null && state.mutedUntil === null,
  }));
  await run(
    tx,
    sql`with given as (
          select * from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as g (rule_id uuid, series text, labels jsonb,
            status text, since timestamptz, blind_since timestamptz, muted_until timestamptz, forgotten boolean)),
          gone as (
            delete from monitor_state s using given g where g.forgotten and s.rule_id = g.rule_id and s.series = g.series)
        insert into monitor_state (rule_id, series, labels, status, since, blind_since, muted_until)
        select rule_id, series, labels, status, since, blind_since, muted_until from given where not forgotten
        on conflict (rule_id, series) do update set labels = excluded.labels, status = excluded.status, since = excluded.since,
          blind_since = excluded.blind_since, muted_until = excluded.muted_until`,
  );
}

export interface NewAlert {
  id: string;
  rule_id: string;
  rule_key: string | null;
  rule_name: string;
  metric: string;
  severity: string;
  series: string;
  labels: Record<string, string>;
  kind: Transition;
  threshold: number;
  value: number | null;
  /** The rule whose trouble explains the alert. */
  cause_rule_id: string | null;
}

/** Opens alerts, each with the transition that opened it. */
export async function openAlerts(
  tx: Em,
  alerts: readonly NewAlert[],
  now: Date,
  channels: readonly string[],
): Promise<void> {
  if (alerts.length === 0) return;
  await run(
    tx,
    sql`with opened as (
          insert into monitor_alert (id, rule_id, rule_key, rule_name, metric, severity, series, labels, kind, threshold, fired_at, value,
            cause_rule_id, escalate_at)
          select id, rule_id, rule_key, rule_name, metric, severity, series, labels, kind, threshold, ${now}, value, cause_rule_id,
            ${ESCALATE_AT}
          from jsonb_to_recordset(${JSON.stringify(alerts)}::jsonb) as a (id uuid, rule_id uuid, rule_key text, rule_name text,
            metric text, severity text, series text, labels jsonb, kind text, threshold double precision, value double precision,
            cause_rule_id uuid)
          returning id, rule_id, severity, labels, kind, value, cause_rule_id, uuidv7() as transition_id),
          made as (
            insert into monitor_transition (id, alert_id, kind, at, value) select transition_id, id, kind, ${now}, value from opened)
        ${deliverOpened(channels, sql`opened`)}`,
  );
}

export interface EndedAlert {
  rule_id: string;
  series: string;
  kind: Transition | 'resolved';
  value: number | null;
}

/** Ends the open alerts of these series. */
export async function endAlerts(tx: Em, ended: readonly EndedAlert[], now: Date): Promise<void> {
  if (ended.length === 0) return;
  await run(
    tx,
    sql`with closed as (
          update monitor_alert a set ended_at = ${now}, ended_by = e.kind, ended_value = e.value
          from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as e (rule_id uuid, series text, kind text, value double precision)
          where a.rule_id = e.rule_id and a.series = e.series and a.ended_at is null
          returning a.id, a.rule_id, a.severity, a.labels, e.kind, e.value, uuidv7() as transition_id),
          made as (
            insert into monitor_transition (id, alert_id, kind, at, value) select transition_id, id, kind, ${now}, value from closed)
        ${deliverEnded(sql`closed`)}`,
  );
}

/** Resets a rule that was changed or deleted: its states are deleted, its open alerts end. */
export async function forgetRule(tx: Em, ruleId: string): Promise<void> {
  await run(tx, sql`delete from monitor_state where rule_id = ${ruleId}`);
  await run(
    tx,
    sql`with closed as (
          update monitor_alert set ended_at = now(), ended_by = 'rule_changed' where rule_id = ${ruleId} and ended_at is null
          returning id, rule_id, severity, labels, uuidv7() as transition_id),
          made as (
            insert into monitor_transition (id, alert_id, kind, at) select transition_id, id, 'rule_changed', now() from closed)
        ${deliverEnded(sql`closed`)}`,
  );
}

/** For so long after its end a cause still explains other alerts: long queues and windows of minutes take a while to recover. */
const AFTERMATH = sql`interval '3 minutes'`;

/** What an evaluation reads beside rules, samples and states. */
export interface Surroundings {
  /** Processes that have not stopped, and sent a sample within the last hour. */
  running: string[];
  /** Causes that ended a moment ago. */
  troubles: Trouble[];
  /** Open alerts that are not reported, since another one explains them. */
  muted: { id: string; metric: string; labels: Record<string, string> }[];
  /** Whether a silence holds reports back, or did until now. */
  silenced: boolean;
  /** Whether an alert escalates now, since no person has acknowledged it. */
  late: boolean;
}

/** Reads the surroundings, and marks the newest evaluation as completed, which counts once its transaction is committed. */
export async function readSurroundings(tx: Em): Promise<Surroundings> {
  const found = await row<Surroundings>(
    tx,
    sql`with looked as (
          update monitor_tick set completed_at = clock_timestamp() where at = (select max(at) from monitor_tick))
        select
          exists (select from monitor_delivery where status = 'silenced') as silenced,
          exists (select from monitor_alert where escalate_at <= now() and ended_at is null) as late,
          array(select id::text from instance where stopped_at is null and seen_at > now() - interval '1 hour') as running,
          (select coalesce(json_agg(json_build_object('ruleId', rule_id, 'metric', metric, 'labels', labels)), '[]') from monitor_alert
            where ended_at > now() - ${AFTERMATH} and metric = any(${[...CAUSE_METRICS]}::text[])) as troubles,
          (select coalesce(json_agg(json_build_object('id', a.id, 'metric', a.metric, 'labels', a.labels)), '[]') from monitor_alert a
            where a.ended_at is null and a.cause_rule_id is not null and exists (
              select from monitor_transition t join monitor_delivery d on d.transition_id = t.id
              where t.alert_id = a.id and d.status in ('muted', 'silenced'))) as muted`,
  );
  if (!found) throw new Error('the surroundings returned no row');
  return found;
}

/** Kept after the end of an alert. */
const KEEP_ALERTS = sql`interval '400 days'`;

/** Reports for a channel that no process has any longer would wait for ever, so they are given up. */
const ABANDONED = sql`interval '2 days'`;

export async function purgeAlerts(em: Em): Promise<void> {
  await run(
    em,
    sql`update monitor_delivery set status = 'failed', error = coalesce(error, 'no process has this channel')
        where status = 'queued' and created_at < now() - ${ABANDONED}`,
  );
  await run(em, sql`delete from monitor_tick where at < now() - interval '1 day'`);
  await run(em, sql`delete from monitor_silence where ends_at < now() - ${KEEP_ALERTS}`);
  await run(
    em,
    sql`with gone as (delete from monitor_alert where ended_at < now() - ${KEEP_ALERTS} returning id),
          told as (delete from monitor_transition t using gone where t.alert_id = gone.id returning t.id)
        delete from monitor_delivery d using told where d.transition_id = told.id`,
  );
}
