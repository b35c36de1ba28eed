import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../../platform/loop.ts';
import { postJson } from '../../../platform/outgoing/post.ts';

const INTERVAL_MS = 5_000;
/** Seconds between two heartbeats of all processes together. */
const EVERY_S = 30;
/** An older evaluation proves nothing. */
const FRESH = sql`interval '30 seconds'`;

export interface HeartbeatDeps {
  em(): Em;
  url: string;
  allowPrivate: boolean;
  logger: Logger;
}

/**
 * Whether this process sends the next heartbeat: one of all processes does, when the last heartbeat is old enough and alerts were
 * evaluated a moment ago.
 */
async function takeTurn(em: Em): Promise<boolean> {
  const taken = await row(
    em,
    sql`insert into monitor_heartbeat as last (id, sent_at)
        select true, now() where exists (select from monitor_tick where completed_at > now() - ${FRESH})
        on conflict (id) do update set sent_at = now() where last.sent_at <= now() - make_interval(secs => ${EVERY_S}::int)
        returning true as taken`,
  );
  return taken !== undefined;
}

/**
 * Sends a heartbeat to a third party, which can raise an alarm when heartbeats stop.
 * @returns whether it was taken
 */
export async function beatOnce({ em, url, allowPrivate, logger }: HeartbeatDeps): Promise<boolean> {
  if (!(await takeTurn(em()))) return false;
  try {
    const { status } = await postJson({ url, body: '{}', headers: {}, allowPrivate });
    if (status >= 200 && status < 300) return true;
    logger.warn({ status }, 'the heartbeat was not taken');
  } catch (error) {
    logger.warn({ err: error }, 'the heartbeat was not taken');
  }
  // The next round tries again, in any process.
  await run(em(), sql`delete from monitor_heartbeat`);
  return false;
}

export function startHeartbeat(deps: HeartbeatDeps): Loop {
  return startLoop({
    name: 'alert-heartbeat',
    intervalMs: INTERVAL_MS,
    logger: deps.logger,
    round: async () => {
      await beatOnce(deps);
      return false;
    },
  });
}
