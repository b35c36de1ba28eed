import type { ServerResponse } from 'node:http';

interface Reading {
  written: number;
  /** `performance.now()` of the last progress. */
  at: number;
}

/** Looks so many times in a stall time-out. */
const LOOKS = 4;

/**
 * Gives readers up that take nothing for a while: each holds a socket and the answer here, and maybe another socket to the storage.
 * One timer for all of them, which runs while there are any.
 */
export class Readers {
  readonly #stallMs: number;
  readonly #reading = new Map<ServerResponse, Reading>();
  #timer: NodeJS.Timeout | null = null;

  constructor(stallMs: number) {
    this.#stallMs = stallMs;
  }

  /** Until its answer is written or the connection closes. */
  watch(res: ServerResponse): void {
    this.#reading.set(res, { written: writtenTo(res), at: performance.now() });
    this.#timer ??= setInterval(() => this.#look(), this.#stallMs / LOOKS).unref();
  }

  #look(): void {
    const now = performance.now();
    for (const [res, reading] of this.#reading) {
      const written = writtenTo(res);
      if (res.destroyed || res.writableFinished) this.#reading.delete(res);
      else if (written !== reading.written) Object.assign(reading, { written, at: now });
      else if (now - reading.at >= this.#stallMs) res.destroy();
    }
    if (this.#reading.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}

function writtenTo(res: ServerResponse): number {
  return res.socket?.bytesWritten ?? 0;
}
