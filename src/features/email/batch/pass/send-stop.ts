/**
 * Why a pass stops sending.
 * - `aborted`: the activity is cancelled, or its worker stops
 * - `away`: the mail server cannot be reached
 * - `broken`: an error ended it
 * - the others: what {@link BatchWish} says
 */
export type StopReason = 'aborted' | 'away' | 'broken' | 'paused' | 'cancelling' | 'lost';

/** Ends a pass: no mail begins to be sent after it. The first reason counts. */
export class SendStop {
  readonly #controller = new AbortController();
  #reason: StopReason | null = null;
  #error: unknown;

  get reason(): StopReason | null {
    return this.#reason;
  }

  /** What was thrown, when the reason is `broken`; in words why, when it is `away`. */
  get error(): unknown {
    return this.#error;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  request(reason: Exclude<StopReason, 'broken' | 'away'>): void {
    this.#end(reason);
  }

  /** @param words why the server cannot be reached */
  away(words: string): void {
    this.#end('away', words);
  }

  break(error: unknown): void {
    this.#end('broken', error);
  }

  #end(reason: StopReason, error?: unknown): void {
    if (this.#reason === null) {
      this.#reason = reason;
      this.#error = error;
    }
    this.#controller.abort();
  }
}
