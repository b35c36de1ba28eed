import type { TopicIndex } from './topic-index.ts';

/** What a frame is written to. */
export interface Reader {
  /** Whether it (still) may have what happens there. */
  has(topic: string): boolean;
  write(frame: Buffer): void;
}

/** How long the event loop is kept for writing before requests get their turn. */
const SLICE_MS = 8;
/** Steps between looks at the clock. */
const CLOCK_EVERY = 32;
/** Frames that may wait for their turn. They only do while more comes than the process can write. */
const MAX_WAITING_BYTES = 16_777_216;
/** What a waiting frame takes besides its bytes. */
const FRAME_OVERHEAD = 256;

interface Waiting {
  topic: string;
  frame: Buffer;
  /** Those who were subscribed when its turn came, and how many of them have it. */
  readers: readonly Reader[] | null;
  done: number;
}

/** Writes each event once to every subscriber of its topic, in order, a slice of time at once. */
export class FanOut<R extends Reader> {
  readonly #index: TopicIndex<R>;
  readonly #onOverflow: () => void;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #scheduled = false;

  /** @param onOverflow told when events were thrown away because too many waited */
  constructor(index: TopicIndex<R>, onOverflow: () => void) {
    this.#index = index;
    this.#onOverflow = onOverflow;
  }

  /** @param frame makes the frame; not called when no one is subscribed */
  push(topic: string, frame: () => Buffer): void {
    if (this.#index.subscribers(topic).size === 0) return;
    const made = frame();
    this.#waiting.push({ topic, frame: made, readers: null, done: 0 });
    this.#bytes += made.length + FRAME_OVERHEAD;
    if (this.#bytes > MAX_WAITING_BYTES) {
      this.clear();
      this.#onOverflow();
    } else if (!this.#scheduled) this.#slice();
  }

  clear(): void {
    this.#waiting = [];
    this.#bytes = 0;
  }

  #slice(): void {
    this.#scheduled = false;
    const until = performance.now() + SLICE_MS;
    let steps = 0;
    for (let event = this.#waiting[0]; event; event = this.#waiting[0]) {
      event.readers ??= [...this.#index.subscribers(event.topic)];
      while (event.done < event.readers.length) {
        const reader = event.readers[event.done] as Reader;
        event.done += 1;
        if (reader.has(event.topic)) reader.write(event.frame);
        steps += 1;
        if (steps % CLOCK_EVERY === 0 && performance.now() > until) {
          this.#scheduled = true;
          setImmediate(() => this.#slice());
          return;
        }
      }
      this.#waiting.shift();
      this.#bytes -= event.frame.length + FRAME_OVERHEAD;
    }
  }
}
