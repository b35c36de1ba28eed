import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log/logger.ts';
import { pause } from '../time/pause.ts';

/** A lock that is held for a moment costs little, a database that is away is asked every two seconds. */
const FIRST_WAIT_MS = 100;
const MAX_WAIT_MS = 2_000;
/** For as long as the database is away, one line of the log says so. */
const LOG_EVERY_MS = 30_000;
/** What an attempt that is told to stop still spends on its records: a worker that stops waits 2 s for it. */
const LAST_TRIES_MS = 1_500;

/** How long an attempt may try to record what it did. */
export class RecordingTime {
  readonly #stopped: AbortSignal;
  #until: number;

  /**
   * @param until by `performance.now()`; `Infinity` for an attempt that has no such limit
   * @param stopped tells the attempt to stop: from then on little time is left
   */
  constructor(until: number, stopped: AbortSignal) {
    this.#until = until;
    this.#stopped = stopped;
    if (stopped.aborted) this.#hurry();
    else stopped.addEventListener('abort', () => this.#hurry(), { once: true });
  }

  get isOver(): boolean {
    return performance.now() >= this.#until;
  }

  /** Resolves after these milliseconds, or when the time is over, or at once when the attempt is told to stop. */
  async wait(ms: number): Promise<void> {
    const waitMs = Math.max(0, Math.min(ms, this.#until - performance.now()));
    if (this.#stopped.aborted) return await sleep(waitMs);
    await pause(waitMs, this.#stopped);
  }

  #hurry(): void {
    this.#until = Math.min(this.#until, performance.now() + LAST_TRIES_MS);
  }
}

export interface RecordOptions {
  /** What is recorded, for the log. */
  what: string;
  time: RecordingTime;
  logger: Logger;
}

/**
 * Records an effect that has happened: a mail a server took, an object that is stored, a call that was answered. Whatever the
 * database says, it is tried again until it is written, since what is not recorded happens twice. It is tried at least once.
 * @param write compares and sets: a try whose answer was lost may have been written
 * @throws the last error, once the time is over
 */
export async function recordUntilWritten<T>(
  write: () => Promise<T>,
  { what, time, logger }: RecordOptions,
): Promise<T> {
  let logged = Number.NEGATIVE_INFINITY;
  for (let tries = 1; ; tries += 1) {
    try {
      const written = await write();
      if (tries > 1) logger.info({ what, tries }, 'recorded after all');
      return written;
    } catch (error) {
      if (time.isOver) throw error;
      if (performance.now() - logged >= LOG_EVERY_MS) {
        logger.warn({ err: error, what, tries }, 'could not record what happened, trying again');
        logged = performance.now();
      }
    }
    await time.wait(Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries - 1, 10)));
  }
}
