import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after these milliseconds, or as soon as the signal is aborted; which of the two, the signal tells. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // The only rejection is the abort.
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
