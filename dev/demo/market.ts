import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real monthly closing prices of five companies, 2000 to 2010, in US dollars. */
const STOCKS = new URL('../../node_modules/vega-datasets/data/stocks.csv', import.meta.url);

export interface Move {
  symbol: string;
  /** First day of the month that the price is of. */
  month: Date;
  price: number;
  /** Against the month before, in percent. */
  changePercent: number;
}

/** The largest monthly move of each company in the data. */
export function largestMoves(): Move[] {
  const [, ...lines] = readFileSync(fileURLToPath(STOCKS), 'utf8').trim().split('\n');
  const best = new Map<string, Move>();
  let previous: { symbol: string; price: number } | undefined;
  for (const text of lines) {
    const [symbol = '', date = '', close = ''] = text.split(',');
    const price = Number(close);
    if (previous?.symbol === symbol) {
      const move = { symbol, month: new Date(`${date} UTC`), price, changePercent: (price / previous.price - 1) * 100 };
      const largest = best.get(symbol);
      if (!largest || Math.abs(move.changePercent) > Math.abs(largest.changePercent)) best.set(symbol, move);
    }
    previous = { symbol, price };
  }
  return [...best.values()];
}
