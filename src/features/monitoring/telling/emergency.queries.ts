import { sql } from 'kysely';
import { newId } from '../../../platform/db/ids.ts';
import { type Em, run } from '../../../platform/db/sql.ts';

/** A time during which Postgres did not answer. */
export interface Outage {
  /** The same in all processes. */
  id: string;
  name: string;
  startedAt: Date;
  /** Channels that were notified of it. */
  told: Set<string>;
}

/**
 * Records an outage that is over as an alert with start and end. If several processes saw the same outage, the first one writes it,
 * and the others add the channels that they notified. Each of these channels gets the end once.
 */
export async function recordOutage(tx: Em, { id, name, startedAt, told }: Outage, now: Date): Promise<void> {
  await run(
    tx,
    sql`insert into monitor_alert (id, rule_id, rule_key, rule_name, metric, severity, series, labels, kind, threshold, fired_at, value,
          ended_at, ended_by, ended_value)
        select ${id}::uuid, r.id, r.key, ${name}::text, r.metric, r.severity, '{dependency="postgres"}', '{"dependency": "postgres"}', 'fired',
          r.threshold, ${startedAt}::timestamptz, 0, ${now}::timestamptz, 'recovered', 1
        from monitor_rule r where r.key = 'dependency' on conflict (id) do nothing`,
  );
  for (const [kind, at, value] of [
    ['fired', startedAt, 0],
    ['recovered', now, 1],
  ] as const) {
    await run(
      tx,
      sql`insert into monitor_transition (id, alert_id, kind, at, value)
          select ${newId()}::uuid, ${id}::uuid, ${kind}::text, ${at}::timestamptz, ${value}::float8
          where not exists (select from monitor_transition where alert_id = ${id}::uuid and kind = ${kind}::text)`,
    );
  }
  await run(
    tx,
    sql`insert into monitor_delivery (transition_id, channel, status, attempts, notice_id, sent_at)
        select t.id, channel, case t.kind when 'fired' then 'sent' else 'queued' end, case t.kind when 'fired' then 1 else 0 end,
          case t.kind when 'fired' then ${id}::uuid end, case t.kind when 'fired' then ${startedAt}::timestamptz end
        from monitor_transition t, unnest(${[...told]}::text[]) as channel where t.alert_id = ${id}::uuid
        on conflict (transition_id, channel) do nothing`,
  );
}
