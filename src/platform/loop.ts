import type { Logger } from './log/logger.ts';
import { pause } from './time/pause.ts';

/** A round that is not done by then hangs: all that loops do takes seconds. */
const ROUND_DEADLINE_MS = 60_000;
/** A round under way when its loop is stopped has this long to obey its signal. */
const STOP_GRACE_MS = 5_000;

export interface LoopOptions {
  name: string;
  intervalMs: number;
  /**
   * One round; `true` asks for the next one at once because there was more work than one round takes.
   * @param signal ends the round: the loop is stopped, or the round has taken too long
   */
  round(signal: AbortSignal): Promise<boolean>;
  logger: Logger;
  /** Milliseconds after which a round is given up and the next one is begun, whatever it hangs on. */
  deadlineMs?: number;
  /** Milliseconds that a round may take to end when the loop is stopped. */
  stopGraceMs?: number;
}

export interface Loop {
  /** Stops the round under way by its signal, and waits for it a few seconds at most. */
  stop(): Promise<void>;
}

/** A round within its time. @throws when the time is up; what the round still does is no one's concern then */
async function boundedRound(options: LoopOptions, stopping: AbortSignal): Promise<boolean> {
  const { deadlineMs = ROUND_DEADLINE_MS, stopGraceMs = STOP_GRACE_MS } = options;
  const ending = new AbortController();
  let giveUp: (error: Error) => void = () => undefined;
  const givenUp = new Promise<never>((_resolve, reject) => {
    giveUp = reject;
  });
  let timer = setTimeout(() => {
    ending.abort();
    giveUp(new Error(`given up: not done within ${deadlineMs} ms`));
  }, deadlineMs);
  const stop = () => {
    clearTimeout(timer);
    timer = setTimeout(() => giveUp(new Error(`given up: did not stop within ${stopGraceMs} ms`)), stopGraceMs);
    ending.abort();
  };
  stopping.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([options.round(ending.signal), givenUp]);
  } finally {
    clearTimeout(timer);
    stopping.removeEventListener('abort', stop);
  }
}

/** Repeats a round until stopped. A round that throws or hangs is logged and repeated after the interval. */
export function startLoop(options: LoopOptions): Loop {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      let more = false;
      try {
        more = await boundedRound(options, stopping.signal);
      } catch (error) {
        options.logger.error({ err: error, loop: options.name }, 'a round failed');
      }
      if (!more) await pause(options.intervalMs, stopping.signal);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

export interface UntilDoneOptions {
  /** What is done, for the log. */
  name: string;
  retryMs: number;
  /** @throws when it has to be done again later */
  attempt(signal: AbortSignal): Promise<void>;
  logger: Logger;
}

/** Does something once, again and again until it succeeds, while the program goes on. */
export function startUntilDone({ name, retryMs, attempt, logger }: UntilDoneOptions): Loop {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        return await attempt(stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) return;
        logger.warn({ err: error }, `${name}: not done yet, trying again`);
      }
      await pause(retryMs, stopping.signal);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
