import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from './log/logger.ts';

export interface LoopOptions {
  name: string;
  intervalMs: number;
  /** One round; `true` asks for the next one at once because there was more work than one round takes. */
  round(): Promise<boolean>;
  logger: Logger;
}

export interface Loop {
  /** Stops after the round under way. */
  stop(): Promise<void>;
}

/** Repeats a round until stopped. A round that throws is logged and repeated after the interval. */
export function startLoop(options: LoopOptions): Loop {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      let more = false;
      try {
        more = await options.round();
      } catch (error) {
        options.logger.error({ err: error, loop: options.name }, 'round of a loop failed');
      }
      if (!more) {
        // The only rejection is the abort that ends the loop.
        await sleep(options.intervalMs, undefined, { signal: stopping.signal }).catch(() => stopping.signal.aborted);
      }
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
