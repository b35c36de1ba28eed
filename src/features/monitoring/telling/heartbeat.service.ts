import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../../platform/loop.ts';
import { postJson } from '../../../platform/outgoing/post.ts';

const INTERVAL_MS = 5_000;
/** Between two heartbeats of all processes together. */
const EVERY_S = 30;
/** A look that was made longer ago proves nothing. */
const FRESH = sql`interval '30 seconds'`;

export interface HeartbeatDeps {
  em(): Em;
  url: string;
  allowPrivate: boolean;
  logger: Logger;
}

/** Whether it is this process's turn: nobody had it lately, and alerts were looked at a moment ago. Of all processes one has it. */
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

/** Tells a third party that alerts are looked at, so that it can tell when that stops. @returns whether it was told */
export async function beatOnce({ em, url, allowPrivate, logger }: HeartbeatDeps): Promise<boolean> {
  if (!(await takeTurn(em()))) return false;
  try {
    const { status } = await postJson({ url, body: '{}', headers: {}, allowPrivate });
    if (status >= 200 && status < 300) return true;
    logger.warn({ status }, 'the heartbeat was not taken');
  } catch (error) {
    logger.warn({ err: error }, 'the heartbeat was not taken');
  }
  // The next round tries again, wherever it is.
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
