import type { StartableJob } from './job-row.ts';

/** Who starts the workflows of jobs that this process commits. */
export interface Launch {
  /** Is given a job once it is durable. Never throws. */
  offer(job: StartableJob): void;
  /** Milliseconds for which the dispatcher leaves the row to `offer`. */
  readonly maxWaitMs: number;
}

/** For the worker, whose dispatcher starts what it commits within a second: it needs no launcher of its own. */
export const LEFT_TO_DISPATCHER: Launch = { offer: () => undefined, maxWaitMs: 0 };
