import type { ServerResponse } from 'node:http';

interface Reading {
  written: number;
  /** Looks in a row that found no progress. */
  idleLooks: number;
}

/**
 * Looks so many times in a stall time-out. Looks are counted and not time: a process that was held up itself must not blame its
 * readers, and between two looks the sockets have their turn.
 */
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
    this.#reading.set(res, { written: writtenTo(res), idleLooks: 0 });
    this.#timer ??= setInterval(() => this.#look(), this.#stallMs / LOOKS).unref();
  }

  #look(): void {
    for (const [res, reading] of this.#reading) {
      const written = writtenTo(res);
      if (res.destroyed || res.writableFinished) this.#reading.delete(res);
      else if (written !== reading.written) Object.assign(reading, { written, idleLooks: 0 });
      else if (reading.idleLooks < LOOKS) reading.idleLooks += 1;
      else res.destroy();
    }
    if (this.#reading.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}

function writtenTo(res: ServerResponse): number {
  return res.socket?.bytesWritten ?? 0;
}
