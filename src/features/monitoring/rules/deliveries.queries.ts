import { type RawBuilder, sql } from 'kysely';
import { type Em, run } from '../../../platform/db/sql.ts';

/** Until when an alert `a` is silenced, null unless it is now. By the statement: transactions wait for each other. */
export const SILENCED_UNTIL = sql`(select max(s.ends_at) from monitor_silence s
  where s.starts_at <= statement_timestamp() and s.ends_at > statement_timestamp() and (s.rule_id is null or s.rule_id = a.rule_id)
    and (s.severity is null or s.severity = a.severity) and a.labels @> s.labels)`;

const HELD_BY = sql`case when status = 'silenced' then 'silence' end`;

/**
 * Asks for what `made` to be told on each channel, in the statement that makes it: neither is without the other. What is silenced is
 * recorded as such.
 * @param alerts name of the table of alerts with what `made` needs of them
 */
export function deliverOpened(channels: readonly string[], alerts: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`insert into monitor_delivery (transition_id, channel, status, held_by)
    select id, channel, status, ${HELD_BY}
    from (select made.id, channel, case when ${SILENCED_UNTIL} is null then 'queued' else 'silenced' end as status
      from made join ${alerts} a on a.id = made.alert_id, unnest(${[...channels]}::text[]) as channel) planned`;
}

/** The same for the end of an alert: whose beginning is held back on a channel, the end is so too. */
export function deliverEnded(channels: readonly string[], alerts: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`insert into monitor_delivery (transition_id, channel, status, held_by)
    select id, channel, status, ${HELD_BY}
    from (select made.id, channel, case when ${SILENCED_UNTIL} is not null or exists (
        select from monitor_transition t join monitor_delivery d on d.transition_id = t.id
        where t.alert_id = a.id and d.channel = channel.channel and d.status = 'silenced') then 'silenced' else 'queued' end as status
      from made join ${alerts} a on a.id = made.alert_id, unnest(${[...channels]}::text[]) as channel (channel)) planned`;
}

/**
 * What a silence held back is told when none does any more: what still fires, and of what has ended its end alone, which says when it
 * began.
 */
export async function releaseSilenced(tx: Em): Promise<void> {
  await run(
    tx,
    sql`update monitor_delivery d set created_at = now(), due_at = now(),
          status = case when a.ended_at is not null and t.kind in ('fired', 'no_data', 'error') then 'merged' else 'queued' end
        from monitor_transition t join monitor_alert a on a.id = t.alert_id
        where d.status = 'silenced' and t.id = d.transition_id and ${SILENCED_UNTIL} is null`,
  );
}
