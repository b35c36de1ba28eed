import type { Logger } from './log/logger.ts';

/** One step of stopping, with what it stops in a word or two. */
export type StopStep = readonly [name: string, stop: () => unknown];

/**
 * Resolves at the first SIGTERM or SIGINT. A second one ends the process at once, for people who do not want to wait.
 */
export function stopSignal(logger: Logger): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (signal: NodeJS.Signals) => {
      if (asked) process.exit(1);
      asked = true;
      logger.info({ signal }, 'stopping');
      resolve(signal);
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  });
}

/** Runs the steps in order; one that fails is logged and does not keep the others from running. */
export async function stopInOrder(logger: Logger, steps: readonly StopStep[]): Promise<void> {
  for (const [name, stop] of steps) {
    try {
      await stop();
    } catch (error) {
      logger.error({ err: error, step: name }, 'a part did not stop cleanly');
    }
  }
}
