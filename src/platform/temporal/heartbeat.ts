import { Context } from '@temporalio/activity';

/**
 * Workflows have the server give an activity up that was not heard of for 6 or 10 s, so two beats may be late or lost. The
 * workers hold none back: see `MAX_HEARTBEAT_THROTTLE_MS`.
 */
const INTERVAL_MS = 2_000;

/** Does the work of an activity that may take long or wait for a lock, and shows by time, not by progress, that it is alive. */
export async function withHeartbeat<Result>(work: (context: Context) => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), INTERVAL_MS);
  try {
    return await work(context);
  } finally {
    clearInterval(beat);
  }
}
