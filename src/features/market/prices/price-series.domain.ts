import type { Tick } from '../market.contract.ts';

/** Ticks that are skipped at once when none of them reaches a level: about the root of a large batch. */
const BLOCK = 256;

function isInOrder(ticks: readonly Tick[]): boolean {
  for (let i = 1; i < ticks.length; i += 1) {
    if ((ticks[i] as Tick).at <= (ticks[i - 1] as Tick).at) return false;
  }
  return true;
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
  readonly highest: number;
  readonly lowest: number;
  readonly #highs: number[] = [];
  readonly #lows: number[] = [];

  constructor(ticks: readonly Tick[]) {
    this.ticks = inOrder(ticks);
    for (let begin = 0; begin < this.ticks.length; begin += BLOCK) {
      const end = Math.min(begin + BLOCK, this.ticks.length);
      let [high, low] = [-Infinity, Infinity];
      for (let i = begin; i < end; i += 1) {
        const { price } = this.ticks[i] as Tick;
        if (price > high) high = price;
        if (price < low) low = price;
      }
      this.#highs.push(high);
      this.#lows.push(low);
    }
    this.highest = this.#highs.reduce((a, b) => Math.max(a, b), -Infinity);
    this.lowest = this.#lows.reduce((a, b) => Math.min(a, b), Infinity);
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
