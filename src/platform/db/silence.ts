import type { Socket } from 'node:net';

/** The server ends a statement at its time-out; an answer that has not come this long after that will not come. */
const MARGIN_MS = 3_000;
/** For statements without a time-out of their own. */
const UNLIMITED_MS = 10 * 60_000;

/** As a statement changes the time-out for the rest of its transaction. */
const SET_LOCAL = /^\s*set local statement_timeout (?:=|to) (?:(\d+)|default)\b/im;

/**
 * Watches one connection: one that owes answers and gives none for longer than a statement may take is destroyed, which fails
 * what waits for it and frees its place in the pool. A proxy that stops answering keeps the socket open for good.
 *
 * Statements are many, so they set no timer of their own: one runs, and looks when it is over since when an answer is owed.
 */
export class SilenceWatch {
  readonly #timeoutMs: number;
  readonly #socket: () => Socket;
  #limitMs: number;
  #owed = 0;
  /** Of the last answer, or of the statement that was sent when none was owed. Times are those of `performance.now()`. */
  #since = 0;
  #timer: NodeJS.Timeout | undefined;
  #overAt = Number.POSITIVE_INFINITY;

  /** @param timeoutMs `statement_timeout` of the session; 0 for none */
  constructor(timeoutMs: number, socket: () => Socket) {
    this.#timeoutMs = timeoutMs;
    this.#socket = socket;
    this.#limitMs = this.#limitOf(timeoutMs);
  }

  /** A statement was sent. */
  sent(statement: unknown, now: number): void {
    this.#heed(statement);
    this.#owed += 1;
    if (this.#owed === 1) this.#since = now;
    if (this.#timer === undefined || this.#overAt > now + this.#limitMs) this.#wind(now, this.#limitMs);
  }

  /** A statement was answered. The next answer has as long again: answers come in the order of their statements. */
  answered(now: number): void {
    this.#owed -= 1;
    this.#since = now;
  }

  #wind(now: number, ms: number): void {
    clearTimeout(this.#timer);
    this.#overAt = now + ms;
    this.#timer = setTimeout(() => this.#look(), ms).unref();
  }

  #look(): void {
    this.#timer = undefined;
    if (this.#owed === 0) return;
    const now = performance.now();
    const left = this.#since + this.#limitMs - now;
    if (left > 0) {
      this.#wind(now, left);
      return;
    }
    const error = new Error(`connection given up: no answer within ${this.#limitMs} ms`);
    this.#socket().destroy(Object.assign(error, { code: 'ETIMEDOUT' }));
  }

  #heed(statement: unknown): void {
    if (typeof statement !== 'string') return;
    if (statement === 'commit' || statement === 'rollback') this.#limitMs = this.#limitOf(this.#timeoutMs);
    const set = SET_LOCAL.exec(statement);
    if (set) this.#limitMs = this.#limitOf(set[1] === undefined ? this.#timeoutMs : Number(set[1]));
  }

  #limitOf(timeoutMs: number): number {
    return timeoutMs === 0 ? UNLIMITED_MS : timeoutMs + MARGIN_MS;
  }
}
