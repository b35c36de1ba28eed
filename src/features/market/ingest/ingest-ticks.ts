import type { Tick } from '../market.contract.ts';

/** A tick takes two numbers: its time and its price. */
const WIDTH = 2;

/**
 * Times and prices that one request brings for one symbol, in 16 bytes each. Not the rows, which are in Postgres by then: only
 * what tells the span, the latest price and what is new, without reading the rows back.
 */
export class SymbolTicks {
  readonly symbol: string;
  /** From 1, in order of appearance: what stands for the symbol until its asset is known. */
  readonly ordinal: number;
  /** In order of lines; since {@link settle} in order of time. Microseconds since 1970, then the price. */
  #ticks = new Float64Array(8 * WIDTH);
  #length = 0;
  #ascending = true;

  constructor(symbol: string, ordinal: number) {
    this.symbol = symbol;
    this.ordinal = ordinal;
  }

  get count(): number {
    return this.#length / WIDTH;
  }

  /** Whether each line was later than the one before: then no instant is there twice. */
  get ascending(): boolean {
    return this.#ascending;
  }

  /** Microseconds of the first and of the last tick. Only after {@link settle}. */
  get first(): number {
    return this.#ticks[0] as number;
  }

  get last(): number {
    return this.#ticks[this.#length - WIDTH] as number;
  }

  add(at: number, price: number): void {
    const length = this.#length;
    if (length === this.#ticks.length) {
      const larger = new Float64Array(length * 2);
      larger.set(this.#ticks);
      this.#ticks = larger;
    }
    if (length > 0 && at <= (this.#ticks[length - WIDTH] as number)) this.#ascending = false;
    this.#ticks[length] = at;
    this.#ticks[length + 1] = price;
    this.#length = length + WIDTH;
  }

  /** Sorts by time. Of an instant that is there twice, the later line stays. */
  settle(): void {
    if (this.#ascending) return;
    const old = this.#ticks;
    const order = new Uint32Array(this.count).map((_, index) => index);
    order.sort((a, b) => (old[a * WIDTH] as number) - (old[b * WIDTH] as number) || a - b);
    const sorted = new Float64Array(this.#length);
    let length = 0;
    for (const index of order) {
      const at = old[index * WIDTH] as number;
      if (length > 0 && sorted[length - WIDTH] === at) length -= WIDTH;
      sorted[length] = at;
      sorted[length + 1] = old[index * WIDTH + 1] as number;
      length += WIDTH;
    }
    this.#ticks = sorted;
    this.#length = length;
  }

  /** Where the ticks later than `micros` begin. */
  #after(micros: number): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ticks[middle * WIDTH] as number) > micros) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** How many ticks are later than `micros`, `upTo` at most. Only after {@link settle}. */
  countBetween(micros: number, upTo: number): number {
    return Math.max(0, this.#after(upTo) - this.#after(micros));
  }

  /** The last tick that is not later than `upTo`, in microseconds; null when all are. Only after {@link settle}. */
  lastUpTo(upTo: number): { at: number; price: number } | null {
    const index = (this.#after(upTo) - 1) * WIDTH;
    return index < 0 ? null : { at: this.#ticks[index] as number, price: this.#ticks[index + 1] as number };
  }

  /** Microseconds of the first tick later than `micros`; null when none is. Only after {@link settle}. */
  firstAfter(micros: number): number | null {
    const index = this.#after(micros) * WIDTH;
    return index < this.#length ? (this.#ticks[index] as number) : null;
  }

  /** The ticks later than `micros`, `upTo` at most. Only after {@link settle}. */
  ticksBetween(micros: number, upTo: number): Tick[] {
    const ticks: Tick[] = [];
    const end = this.#after(upTo) * WIDTH;
    for (let index = this.#after(micros) * WIDTH; index < end; index += WIDTH) {
      ticks.push({ at: (this.#ticks[index] as number) / 1_000, price: this.#ticks[index + 1] as number });
    }
    return ticks;
  }
}
