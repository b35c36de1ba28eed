import type { Direction } from './calls.contract.ts';

/** Pure rules of calls. */

/** Percent from one price to another: 100 → 110 is 10. @param from above 0 */
export function changePercent(from: number, to: number): number {
  return (to / from - 1) * 100;
}

/** A call is right when the price went its way at all; one that stands still was wrong, whichever way it was called. */
export function wasRight(direction: Direction, price: number, close: number): boolean {
  return direction === 'up' ? close > price : close < price;
}
