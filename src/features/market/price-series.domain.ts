import type { Tick } from './market.contract.ts';

/** Ticks that are skipped at once when none of them reaches a level: about the root of a large batch. */
const BLOCK = 256;

function isInOrder(ticks: readonly Tick[]): boolean {
  return ticks.every((tick, i) => i === 0 || tick.at > (ticks[i - 1] as Tick).at);
}

/** In order of time; of several at one instant the first that was given. */
function inOrder(ticks: readonly Tick[]): readonly Tick[] {
  if (isInOrder(ticks)) return ticks;
  return ticks.toSorted((a, b) => a.at - b.at).filter((tick, i, all) => i === 0 || tick.at !== all[i - 1]?.at);
}

/**
 * The ticks of one asset in order of time, asked by many alerts where the price next reaches a level. Blocks of ticks
 * know their highest and lowest price, so an answer costs far less than a look at every tick.
 */
export class PriceSeries {
  readonly ticks: readonly Tick[];
  readonly #highs: Float64Array;
  readonly #lows: Float64Array;

  constructor(ticks: readonly Tick[]) {
    this.ticks = inOrder(ticks);
    const blocks = Math.ceil(this.ticks.length / BLOCK);
    this.#highs = new Float64Array(blocks).fill(-Infinity);
    this.#lows = new Float64Array(blocks).fill(Infinity);
    for (const [i, { price }] of this.ticks.entries()) {
      const block = Math.floor(i / BLOCK);
      if (price > (this.#highs[block] as number)) this.#highs[block] = price;
      if (price < (this.#lows[block] as number)) this.#lows[block] = price;
    }
  }

  get highest(): number {
    return this.#highs.reduce((a, b) => Math.max(a, b), -Infinity);
  }

  get lowest(): number {
    return this.#lows.reduce((a, b) => Math.min(a, b), Infinity);
  }

  /** Index of the first tick later than `time` (milliseconds since the epoch); the number of ticks when there is none. */
  firstAfter(time: number): number {
    let low = 0;
    let high = this.ticks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ticks[middle] as Tick).at > time) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Index, not before `from`, of the first tick at or above `upper` or at or below `lower`; the number of ticks when none is. */
  firstReaching(upper: number, lower: number, from: number): number {
    const { length } = this.ticks;
    let i = from;
    while (i < length) {
      const block = Math.floor(i / BLOCK);
      const end = Math.min((block + 1) * BLOCK, length);
      if ((this.#highs[block] as number) >= upper || (this.#lows[block] as number) <= lower) {
        for (; i < end; i += 1) {
          const { price } = this.ticks[i] as Tick;
          if (price >= upper || price <= lower) return i;
        }
      }
      i = end;
    }
    return length;
  }
}
