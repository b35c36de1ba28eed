import type { ApiClient } from '../../client/client.ts';
import { must } from './answer.ts';
import { COMPANIES, companyPrices, indexBars } from './market.ts';

/** The S&P 500 as the demo calls it. */
export const INDEX = 'SPX';

async function makeAsset(admin: ApiClient, asset: { symbol: string; name: string; kind: 'index' | 'stock' }) {
  const made = await admin.POST('/api/market/assets', { body: { ...asset, currency: 'USD' } });
  if (made.error && made.error.code !== 'symbol_taken') throw new Error(made.error.detail);
}

function historyAsCsv(): string {
  const lines = ['symbol,date,open,high,low,close,volume'];
  for (const { date, open, high, low, close, volume } of indexBars()) {
    lines.push([INDEX, date, open, high, low, close, volume].join(','));
  }
  for (const { symbol, month, price } of companyPrices()) {
    lines.push([symbol, month.toISOString().slice(0, 10), '', '', '', price, ''].join(','));
  }
  return lines.join('\n');
}

/** Makes the assets of the demo, and stores their real prices with their true dates. Repeating it changes nothing. */
export async function fillMarket(admin: ApiClient, say: (line: string) => void): Promise<void> {
  await makeAsset(admin, { symbol: INDEX, name: 'S&P 500', kind: 'index' });
  for (const [symbol, name] of Object.entries(COMPANIES)) await makeAsset(admin, { symbol, name, kind: 'stock' });
  const { rows, inserted, firstAt, lastAt, milliseconds } = must(
    await admin.POST('/api/market/prices', {
      body: historyAsCsv(),
      bodySerializer: (csv) => csv,
      headers: { 'Content-Type': 'text/csv' },
    }),
  );
  const years = `${firstAt.slice(0, 4)} to ${lastAt.slice(0, 4)}`;
  say(`${rows} real prices, ${years}, ${inserted} of them new, stored in ${milliseconds} ms`);
}
