import type { CallStatus, Direction } from './calls.contract.ts';
import { changePercent, wasRight } from './calls.domain.ts';

/** What a call is when the prices it rests on are other ones. Pure. */

/** A price and its time. */
export interface PriceAt {
  price: number;
  at: Date;
}

/** What of a call depends on prices. */
export interface CallFigures {
  price: number;
  priceAt: Date;
  benchmarkPrice: number | null;
  benchmarkPriceAt: Date | null;
  status: CallStatus;
  close: number | null;
  closeAt: Date | null;
  changePercent: number | null;
  right: boolean | null;
  benchmarkClose: number | null;
  benchmarkCloseAt: Date | null;
  benchmarkChangePercent: number | null;
}

/** The prices as they are stored now; null where there is none. */
export interface StoredPrices {
  /** The latest one until the time of the price that the call was frozen at. */
  entry: PriceAt | null;
  benchmarkEntry: PriceAt | null;
  /** The first one at or after the horizon. */
  exit: PriceAt | null;
  benchmarkExit: PriceAt | null;
}

const OPEN = {
  status: 'open',
  close: null,
  closeAt: null,
  changePercent: null,
  right: null,
  benchmarkClose: null,
  benchmarkCloseAt: null,
  benchmarkChangePercent: null,
} as const;

/**
 * The figures by the prices that are stored now. A price that is gone leaves what the call was frozen at; without any price at or
 * after its horizon a call that had ended is open again. An open call stays open: the price that ends it brings its outcome.
 */
export function correctedFigures(
  { direction, ...call }: CallFigures & { direction: Direction },
  stored: StoredPrices,
): CallFigures {
  const usable = (found: PriceAt | null) => (found !== null && found.price > 0 ? found : null);
  const entry = usable(stored.entry) ?? { price: call.price, at: call.priceAt };
  const measured = call.benchmarkPrice === null ? null : usable(stored.benchmarkEntry);
  const begin = {
    price: entry.price,
    priceAt: entry.at,
    benchmarkPrice: measured?.price ?? call.benchmarkPrice,
    benchmarkPriceAt: measured?.at ?? call.benchmarkPriceAt,
  };
  if (call.status === 'open' || stored.exit === null) return { ...begin, ...OPEN };
  const { exit } = stored;
  const benchmarkExit = begin.benchmarkPrice === null ? null : stored.benchmarkExit;
  return {
    ...begin,
    status: 'resolved',
    close: exit.price,
    closeAt: exit.at,
    changePercent: changePercent(begin.price, exit.price),
    right: wasRight(direction, begin.price, exit.price),
    benchmarkClose: benchmarkExit?.price ?? null,
    benchmarkCloseAt: benchmarkExit?.at ?? null,
    benchmarkChangePercent:
      benchmarkExit === null || begin.benchmarkPrice === null
        ? null
        : changePercent(begin.benchmarkPrice, benchmarkExit.price),
  };
}

/** Whether two figures differ in anything, times included. */
export function differs(one: CallFigures, other: CallFigures): boolean {
  return (Object.keys(one) as (keyof CallFigures)[]).some((name) => {
    const [a, b] = [one[name], other[name]];
    return a instanceof Date && b instanceof Date ? a.getTime() !== b.getTime() : a !== b;
  });
}
