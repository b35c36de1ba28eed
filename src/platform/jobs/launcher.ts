import { setImmediate } from 'node:timers/promises';
import type { Em } from '../db/sql.ts';
import type { Logger } from '../log/logger.ts';
import { Semaphore } from '../semaphore.ts';
import type { StartableJob } from './job-row.ts';
import type { Launch } from './launch.ts';
import { markDispatched } from './mark-dispatched.ts';
import type { StartOutcome } from './start-workflow.ts';

/** Calls to Temporal under way at once: enough to hide its latency, few enough not to swamp a server that struggles. */
const MAX_IN_FLIGHT = 64;
/** Jobs being started or waiting for it. Beyond it the dispatcher takes them from the table: nothing is lost, only later. */
const MAX_OPEN = 2_000;
/** Started jobs are noted in one statement per this many milliseconds, well before a dispatcher looks at them; a crash in
 * between only repeats the start. */
const MARK_INTERVAL_MS = 500;

export interface LauncherOptions {
  start(job: StartableJob): Promise<StartOutcome>;
  em(): Em;
  logger: Logger;
  /** A job that waited longer belongs to the dispatcher. */
  maxWaitMs: number;
}

/** Starts workflows right after their jobs are committed, in the process that accepted them; no request waits for it. */
export class Launcher implements Launch {
  readonly #options: LauncherOptions;
  readonly #calls = new Semaphore(MAX_IN_FLIGHT);
  /** Calls that run or wait for their turn. */
  readonly #open = new Set<Promise<void>>();
  #started: StartableJob[] = [];
  #markTimer: NodeJS.Timeout | undefined;

  constructor(options: LauncherOptions) {
    this.#options = options;
  }

  get maxWaitMs(): number {
    return this.#options.maxWaitMs;
  }

  /** Takes a committed job. Never throws and never blocks. */
  offer(job: StartableJob): void {
    if (this.#open.size >= MAX_OPEN) return;
    const since = performance.now();
    // After the answer to the request has been written, which is what its client waits for.
    this.#hold(setImmediate().then(() => this.#calls.take(() => this.#launch(job, since))));
  }

  /** Another call to Temporal. Only the end of the program waits for it. @param call never rejects */
  track(call: Promise<void>): void {
    this.#hold(this.#calls.take(() => call));
  }

  /** Waits until what was offered has been started or given up, at most `deadlineMs`. */
  async drain(deadlineMs: number): Promise<void> {
    const until = performance.now() + deadlineMs;
    while (this.#open.size > 0 && performance.now() < until) {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise((resolve) => {
        timer = setTimeout(resolve, until - performance.now());
      });
      await Promise.race([Promise.all(this.#open), timeout]);
      clearTimeout(timer);
    }
    clearTimeout(this.#markTimer);
    await this.#mark();
  }

  #hold(call: Promise<void>): void {
    const held = call.finally(() => this.#open.delete(held));
    this.#open.add(held);
  }

  async #launch(job: StartableJob, since: number): Promise<void> {
    if (performance.now() - since > this.#options.maxWaitMs) return;
    const result = await this.#options.start(job);
    if (result.outcome === 'started') {
      this.#started.push(job);
      this.#markTimer ??= setTimeout(() => void this.#mark(), MARK_INTERVAL_MS);
    } else {
      this.#options.logger.warn({ job_id: job.id, reason: result.reason }, 'start left to the dispatcher');
    }
  }

  async #mark(): Promise<void> {
    this.#markTimer = undefined;
    const started = this.#started;
    if (started.length === 0) return;
    this.#started = [];
    try {
      await markDispatched(this.#options.em(), started);
    } catch (error) {
      // The dispatcher starts them again, which the server answers with "already started".
      this.#options.logger.warn({ err: error, jobs: started.length }, 'could not record which jobs were started');
    }
  }
}
