import { sql } from 'kysely';
import { newId } from '../../../platform/db/ids.ts';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../../platform/loop.ts';
import { type Channel, Later } from './channels.ts';
import { cut, type Notice, type ToldChange } from './notice.ts';

const INTERVAL_MS = 1_000;
/** Longer than any attempt takes. */
const LEASE_S = 30;
/** Changes in one notice at most. */
const BATCH = 200;
/** First back-off of a change, doubled with each attempt. */
const FIRST_WAIT_S = 5;
const MAX_WAIT_S = 300;
/** After a day a report is of no use. */
const GIVE_UP = sql`interval '1 day'`;

/** When a channel has failed for so long, the next one gets the report too. */
const NEXT_AFTER = sql`interval '2 minutes'`;
/** Alerts that follow from another one start at about the same time, or later. */
const NEARBY = sql`interval '2 minutes'`;
/** Kinds of transitions while an alert is open. */
const BEFORE_THE_END = sql`('fired', 'no_data', 'error', 'escalated')`;

interface Claimed extends ToldChange {
  notice_id: string;
  now: Date;
}

/** Drops the queued start of an alert whose end is queued too: the end says when it started. A start that is being sent stays. */
async function mergeEnded(em: Em, channel: string): Promise<void> {
  await run(
    em,
    sql`update monitor_delivery d set status = 'merged' from monitor_transition t
        where d.channel = ${channel} and d.status = 'queued' and coalesce(d.lease_until, now()) <= now() and t.id = d.transition_id
          and t.kind in ${BEFORE_THE_END} and exists (
            select from monitor_transition e join monitor_delivery de on de.transition_id = e.id
            where e.alert_id = t.alert_id and e.kind not in ${BEFORE_THE_END} and de.channel = d.channel and de.status = 'queued')`,
  );
}

/**
 * Takes the due changes of a channel under one notice. Changes that were tried together stay together under their id, so that a
 * receiver can drop repetitions. The lease keeps other processes away, and runs out when a process dies. An end waits while the
 * start of its alert is being sent.
 */
async function claim(em: Em, channel: string): Promise<Claimed[]> {
  const fresh = newId();
  return await rows<Claimed>(
    em,
    sql`with free as (
          select d.transition_id, d.notice_id, d.due_at from monitor_delivery d join monitor_transition t on t.id = d.transition_id
          where d.channel = ${channel} and d.status = 'queued' and d.due_at <= now() and not exists (
            select from monitor_transition o join monitor_delivery busy on busy.transition_id = o.id
            where o.alert_id = t.alert_id and o.id <> t.id and busy.channel = d.channel and busy.status = 'queued'
              and busy.lease_until > now() and busy.notice_id is distinct from d.notice_id)),
          first as (
            select d.notice_id from monitor_delivery d join free using (transition_id)
            where d.channel = ${channel} and d.status = 'queued' and d.due_at <= now()
            order by free.due_at, free.transition_id limit 1 for update of d skip locked),
          due as (
            select d.transition_id from monitor_delivery d join free using (transition_id), first
            where d.channel = ${channel} and d.status = 'queued' and d.due_at <= now() and d.notice_id is not distinct from first.notice_id
            order by d.transition_id limit ${BATCH} for update of d skip locked),
          taken as (
            update monitor_delivery d set attempts = attempts + 1, notice_id = coalesce(notice_id, ${fresh}::uuid),
              due_at = now() + make_interval(secs => ${LEASE_S}::int), lease_until = now() + make_interval(secs => ${LEASE_S}::int)
            from due where d.transition_id = due.transition_id and d.channel = ${channel}
            returning d.transition_id, d.notice_id, d.held_by)
        select taken.transition_id, taken.notice_id, a.id as alert_id, a.rule_key, a.rule_name, a.metric, a.severity, a.series,
          a.labels, t.kind, t.at, t.value, a.threshold, a.fired_at, taken.held_by, now() as now,
          (select count(*)::int from monitor_alert m where m.cause_rule_id = a.rule_id
            and m.fired_at between a.fired_at - ${NEARBY} and coalesce(a.ended_at, now()) + ${NEARBY} and exists (
              select from monitor_transition mt join monitor_delivery md on md.transition_id = mt.id
              where mt.alert_id = m.id and md.status = 'muted')) as muted
        from taken join monitor_transition t on t.id = taken.transition_id join monitor_alert a on a.id = t.alert_id
        order by t.at, t.id`,
  );
}

async function markSent(em: Em, channel: string, noticeId: string): Promise<void> {
  await run(
    em,
    sql`update monitor_delivery set status = 'sent', sent_at = now(), error = null, lease_until = null
        where channel = ${channel} and notice_id = ${noticeId} and status = 'queued'`,
  );
}

/** Puts a notice off. After two minutes the next channel that this process has gets it too. */
async function putOff(
  em: Em,
  channel: string,
  noticeId: string,
  error: unknown,
  configured: readonly string[],
): Promise<void> {
  const wait =
    error instanceof Later
      ? sql`${error.seconds}::float8`
      : sql`least(${FIRST_WAIT_S} * 2 ^ least(attempts - 1, 16), ${MAX_WAIT_S})::float8`;
  await run(
    em,
    sql`with off as (
          update monitor_delivery set error = ${cut(String(error), 500)}, due_at = now() + make_interval(secs => ${wait}),
            lease_until = null, status = case when created_at < now() - ${GIVE_UP} then 'failed' else 'queued' end,
            next_channels = case when created_at < now() - ${NEXT_AFTER} then '{}' else next_channels end
          where channel = ${channel} and notice_id = ${noticeId} and status = 'queued'
          returning transition_id, created_at, old.next_channels)
        insert into monitor_delivery (transition_id, channel, next_channels, held_by)
        select off.transition_id, next.channel, off.next_channels[next.place::int + 1:], 'channel'
        from off cross join lateral (
          select n.channel, n.place from unnest(off.next_channels) with ordinality as n (channel, place)
          where n.channel = any(${[...configured]}::text[]) and not exists (
            select from monitor_delivery known where known.transition_id = off.transition_id and known.channel = n.channel)
          order by n.place limit 1) next
        where off.created_at < now() - ${NEXT_AFTER}
        on conflict (transition_id, channel) do nothing`,
  );
}

export interface DeliverDeps {
  em(): Em;
  channels: readonly Channel[];
  publicUrl: string;
  logger: Logger;
}

/**
 * Sends one notice on a channel, if one is due.
 * @returns whether one was due
 */
export async function deliverOnce(
  { em, channels, publicUrl, logger }: DeliverDeps,
  channel: Channel,
): Promise<boolean> {
  await mergeEnded(em(), channel.name);
  const changes = await claim(em(), channel.name);
  const [first] = changes;
  if (first === undefined) return false;
  const notice: Notice = { id: first.notice_id, at: first.at, changes, publicUrl };
  try {
    await channel.tell(notice);
  } catch (error) {
    logger.warn({ err: error, channel: channel.name, notice: notice.id }, 'a notice was not taken, it is told again');
    const configured = channels.map(({ name }) => name);
    await putOff(em(), channel.name, notice.id, error, configured);
    return true;
  }
  await markSent(em(), channel.name, notice.id);
  return true;
}

/** Sends notices, each channel in a loop of its own, so that a failing one holds up no other. */
export function startTelling(deps: DeliverDeps): Loop {
  const loops = deps.channels.map((channel) =>
    startLoop({
      name: `tell-${channel.name}`,
      intervalMs: INTERVAL_MS,
      logger: deps.logger,
      round: async () => await deliverOnce(deps, channel),
    }),
  );
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
