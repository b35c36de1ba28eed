import { ApplicationFailure, Context } from '@temporalio/activity';

/**
 * Workflows have the server give an activity up that was not heard of for 6 or 10 s, so two beats may be late or lost. The
 * workers hold none back: see `MAX_HEARTBEAT_THROTTLE_MS`.
 */
const INTERVAL_MS = 2_000;
/** Without progress for so long an activity hangs: pages, sends and statements take seconds, and all have limits of their own. */
const STILL_MS = 10 * 60_000;

/**
 * Does the work of an activity that may take long or wait for a lock. The server hears every two seconds that its worker lives,
 * for as long as the work gets on: it says so by `context.heartbeat()`, after each page for example. One that is still for
 * longer than it says is given up: its signal is aborted, its slot is free, and the next attempt begins.
 * @param stillMs milliseconds that may pass without progress
 * @throws ApplicationFailure `no_progress`, which is worth another attempt
 */
export async function withHeartbeat<Result>(
  work: (context: Context) => Promise<Result>,
  stillMs = STILL_MS,
): Promise<Result> {
  const context = Context.current();
  const stalled = new AbortController();
  let progressAt = performance.now();
  const working = Object.create(context, {
    cancellationSignal: { value: AbortSignal.any([context.cancellationSignal, stalled.signal]) },
    heartbeat: {
      value: (details?: unknown) => {
        progressAt = performance.now();
        context.heartbeat(details);
      },
    },
  }) as Context;
  let giveUp: (failure: Error) => void = () => undefined;
  const givenUp = new Promise<never>((_resolve, reject) => {
    giveUp = reject;
  });
  const beat = setInterval(() => {
    if (performance.now() - progressAt < stillMs) {
      context.heartbeat();
      return;
    }
    clearInterval(beat);
    stalled.abort();
    giveUp(ApplicationFailure.create({ type: 'no_progress', message: `no progress for ${stillMs} ms` }));
  }, INTERVAL_MS);
  try {
    return await Promise.race([work(working), givenUp]);
  } finally {
    clearInterval(beat);
  }
}
