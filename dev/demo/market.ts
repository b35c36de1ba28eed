import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real prices: the S&P 500 by day, 2000 to 2020, and five companies by month, 2000 to 2010, in US dollars. */

const COMPANIES_CSV = new URL('../../node_modules/vega-datasets/data/stocks.csv', import.meta.url);
const INDEX_CSV = new URL('../../node_modules/vega-datasets/data/sp500-2000.csv', import.meta.url);

function dataLines(file: URL): string[] {
  return readFileSync(fileURLToPath(file), 'utf8').trim().split('\n').slice(1);
}

/** What the data calls by its ticker. */
export const COMPANIES: Readonly<Record<string, string>> = {
  MSFT: 'Microsoft Corporation',
  AMZN: 'Amazon.com, Inc.',
  IBM: 'International Business Machines Corporation',
  GOOG: 'Google Inc.',
  AAPL: 'Apple Inc.',
};

export interface MonthlyPrice {
  symbol: string;
  /** First day of the month. */
  month: Date;
  price: number;
}

/** By company, then by month. */
export function companyPrices(): MonthlyPrice[] {
  return dataLines(COMPANIES_CSV).map((line) => {
    const [symbol = '', month = '', price = ''] = line.split(',');
    return { symbol, month: new Date(`${month} UTC`), price: Number(price) };
  });
}

export interface DailyBar {
  /** YYYY-MM-DD */
  date: string;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

/** Of the S&P 500, by day. */
export function indexBars(): DailyBar[] {
  return dataLines(INDEX_CSV).map((line) => {
    const [date = '', ...figures] = line.split(',');
    const [open = 0, high = 0, low = 0, close = 0, , volume = 0] = figures.map(Number);
    return { date, open, high, low, close, volume };
  });
}
