import type { TopicIndex } from './topic-index.ts';

/** What an event is written to. */
export interface Reader {
  /** Whether it (still) may have what happens there. */
  has(topic: string): boolean;
  write(text: Buffer): void;
}

/** How long the event loop is kept for writing before requests get their turn. */
const SLICE_MS = 8;
/** Steps between looks at the clock. */
const CLOCK_EVERY = 32;
/** Events that may wait for their turn. They only do while more comes than the process can write. */
const MAX_WAITING_BYTES = 16_777_216;
/** What a waiting event takes besides its bytes. */
const OVERHEAD = 256;

interface Waiting {
  topic: string;
  text: Buffer;
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

  /** @param encode makes the text, once for all readers; not called when no one is subscribed */
  push(topic: string, encode: () => Buffer): void {
    if (this.#index.subscribers(topic).size === 0) return;
    const text = encode();
    this.#waiting.push({ topic, text, readers: null, done: 0 });
    this.#bytes += text.length + OVERHEAD;
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
        if (reader.has(event.topic)) reader.write(event.text);
        steps += 1;
        if (steps % CLOCK_EVERY === 0 && performance.now() > until) {
          this.#scheduled = true;
          setImmediate(() => this.#slice());
          return;
        }
      }
      this.#waiting.shift();
      this.#bytes -= event.text.length + OVERHEAD;
    }
  }
}
