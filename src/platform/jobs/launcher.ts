import type { Em } from '../db/sql.ts';
import type { Logger } from '../log/logger.ts';
import type { StartableJob } from './job-row.ts';
import type { Launch } from './launch.ts';
import { markDispatched } from './mark-dispatched.ts';
import type { StartOutcome } from './start-workflow.ts';

/** Calls to Temporal under way at once: enough to hide its latency, few enough not to swamp a server that struggles. */
const MAX_IN_FLIGHT = 64;
/** Jobs that wait for a place. Beyond it the dispatcher takes them from the table: nothing is lost, only later. */
const MAX_WAITING = 2_000;
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

/** Starts workflows right after their jobs are committed, in the process that accepted them, and nobody waits for it. */
export class Launcher implements Launch {
  readonly #options: LauncherOptions;
  readonly #waiting: { job: StartableJob; since: number }[] = [];
  readonly #inFlight = new Set<Promise<void>>();
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
    if (this.#waiting.length >= MAX_WAITING) return;
    this.#waiting.push({ job, since: performance.now() });
    // After the answer to the request has been written: its client waits for that, nobody for this.
    setImmediate(() => this.#pump());
  }

  /** Another call to Temporal that nobody waits for, but the end of the program does. @param call never rejects */
  track(call: Promise<void>): void {
    const tracked = call.finally(() => {
      this.#inFlight.delete(tracked);
      this.#pump();
    });
    this.#inFlight.add(tracked);
  }

  /** Waits until what was offered has been started or given up, at most `deadlineMs`. */
  async drain(deadlineMs: number): Promise<void> {
    const until = performance.now() + deadlineMs;
    this.#pump();
    while (this.#inFlight.size > 0 && performance.now() < until) {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise((resolve) => {
        timer = setTimeout(resolve, until - performance.now());
      });
      await Promise.race([Promise.all(this.#inFlight), timeout]);
      clearTimeout(timer);
    }
    clearTimeout(this.#markTimer);
    await this.#mark();
  }

  #pump(): void {
    while (this.#inFlight.size < MAX_IN_FLIGHT) {
      const next = this.#waiting.shift();
      if (!next) return;
      if (performance.now() - next.since > this.#options.maxWaitMs) continue;
      const call = this.#launch(next.job).finally(() => {
        this.#inFlight.delete(call);
        this.#pump();
      });
      this.#inFlight.add(call);
    }
  }

  async #launch(job: StartableJob): Promise<void> {
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
