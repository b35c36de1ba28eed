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
/** Changes in one notice. */
const BATCH = 200;
/** Back-off of a change, doubled with each attempt. */
const FIRST_WAIT_S = 5;
const MAX_WAIT_S = 300;
/** After a day there is no use in telling it any more. */
const GIVE_UP = sql`interval '1 day'`;

interface Claimed extends ToldChange {
  notice_id: string;
  now: Date;
}

/**
 * Takes what is due on a channel under one notice. What was tried together before stays together under its id, so that a receiver
 * can drop what it has already. The lease keeps others away; of a process that dies it runs out.
 */
async function claim(em: Em, channel: string): Promise<Claimed[]> {
  const fresh = newId();
  return await rows<Claimed>(
    em,
    sql`with first as (
          select notice_id from monitor_delivery where channel = ${channel} and status = 'queued' and due_at <= now()
          order by due_at, transition_id limit 1 for update skip locked),
          due as (
            select d.transition_id from monitor_delivery d, first
            where d.channel = ${channel} and d.status = 'queued' and d.due_at <= now() and d.notice_id is not distinct from first.notice_id
            order by d.transition_id limit ${BATCH} for update of d skip locked),
          taken as (
            update monitor_delivery d set attempts = attempts + 1, notice_id = coalesce(notice_id, ${fresh}::uuid),
              due_at = now() + make_interval(secs => ${LEASE_S}::int)
            from due where d.transition_id = due.transition_id and d.channel = ${channel}
            returning d.transition_id, d.notice_id, d.held_by)
        select taken.transition_id, taken.notice_id, a.id as alert_id, a.rule_key, a.rule_name, a.metric, a.severity, a.series,
          a.labels, t.kind, t.at, t.value, a.threshold, a.fired_at, taken.held_by,
          now() as now
        from taken join monitor_transition t on t.id = taken.transition_id join monitor_alert a on a.id = t.alert_id
        order by t.at, t.id`,
  );
}

async function markSent(em: Em, channel: string, noticeId: string): Promise<void> {
  await run(
    em,
    sql`update monitor_delivery set status = 'sent', sent_at = now(), error = null
        where channel = ${channel} and notice_id = ${noticeId} and status = 'queued'`,
  );
}

async function putOff(em: Em, channel: string, noticeId: string, error: unknown): Promise<void> {
  const wait =
    error instanceof Later
      ? sql`${error.seconds}::float8`
      : sql`least(${FIRST_WAIT_S} * 2 ^ least(attempts - 1, 16), ${MAX_WAIT_S})::float8`;
  await run(
    em,
    sql`update monitor_delivery set error = ${cut(String(error), 500)}, due_at = now() + make_interval(secs => ${wait}),
          status = case when created_at < now() - ${GIVE_UP} then 'failed' else 'queued' end
        where channel = ${channel} and notice_id = ${noticeId} and status = 'queued'`,
  );
}

export interface DeliverDeps {
  em(): Em;
  channels: readonly Channel[];
  publicUrl: string;
  logger: Logger;
}

/** Tells one notice on a channel, if there is one. @returns whether there was */
export async function deliverOnce({ em, publicUrl, logger }: DeliverDeps, channel: Channel): Promise<boolean> {
  const changes = await claim(em(), channel.name);
  const [first] = changes;
  if (first === undefined) return false;
  const notice: Notice = { id: first.notice_id, at: first.at, changes, publicUrl };
  try {
    await channel.tell(notice);
  } catch (error) {
    logger.warn({ err: error, channel: channel.name, notice: notice.id }, 'a notice was not taken, it is told again');
    await putOff(em(), channel.name, notice.id, error);
    return true;
  }
  await markSent(em(), channel.name, notice.id);
  return true;
}

/** Tells what is to be told, each channel by itself: one that is away keeps no other waiting. */
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
