import { Histogram } from './histogram.ts';

/** What HTTP did since it was looked at last. */
export interface HttpInterval {
  requests: number;
  /** Answers with a status from 500. */
  errors: number;
  latency: Histogram;
}

const empty = (): HttpInterval => ({ requests: 0, errors: 0, latency: new Histogram() });

/** Counts answers and how long they took; a call costs less than a microsecond. */
export class HttpLoad {
  #interval = empty();

  /** @param ms from the request's arrival until its answer was handed to the socket */
  record(status: number, ms: number): void {
    this.#interval.requests += 1;
    if (status >= 500) this.#interval.errors += 1;
    this.#interval.latency.record(ms);
  }

  /** What was recorded since the last call. */
  take(): HttpInterval {
    const taken = this.#interval;
    this.#interval = empty();
    return taken;
  }
}
