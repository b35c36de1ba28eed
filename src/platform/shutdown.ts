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

/** No step takes longer, save by hanging on something that is gone: the longest, of the API, has its own limits below it. */
const STEP_MS = 60_000;

/** @throws when it is not done in time; whatever it still does ends with the process */
async function inTime(stop: StopStep[1], stepMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${stepMs} ms`)), stepMs);
  });
  try {
    await Promise.race([stop(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs the steps in order; one that fails or hangs is logged and does not keep the others from running. */
export async function stopInOrder(logger: Logger, steps: readonly StopStep[], stepMs = STEP_MS): Promise<void> {
  for (const [name, stop] of steps) {
    try {
      await inTime(stop, stepMs);
    } catch (error) {
      logger.error({ err: error, step: name }, 'a part did not stop cleanly');
    }
  }
}
