import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../../client/client.ts';
import { must } from './answer.ts';
import { INDEX } from './fill-market.ts';
import { COMPANIES, companyPrices, indexBars } from './market.ts';

/** The index falls by a quarter from here, within sixty days. */
const CRASH_BEGINS = '2008-09-02';

export interface LiveMarketOptions {
  /** Historic days (of the companies: months) that pass. */
  steps?: number;
  /** Milliseconds from one to the next. */
  stepMs?: number;
}

export interface LiveMarket {
  ticks: number;
  /** Symbol → its first and last price of the replay. */
  moves: Map<string, { from: number; to: number }>;
}

/** For each symbol, its price over the one at the start, step by step: the crash of 2008, and the last years of each company. */
function relativePrices(steps: number): Map<string, number[]> {
  const bars = indexBars();
  const begin = bars.findIndex((bar) => bar.date === CRASH_BEGINS);
  const series = new Map([[INDEX, bars.slice(begin, begin + steps).map((bar) => bar.close)]]);
  const monthly = companyPrices();
  for (const symbol of Object.keys(COMPANIES)) {
    const prices = monthly.filter((price) => price.symbol === symbol).map(({ price }) => price);
    series.set(symbol, prices.slice(-steps));
  }
  return new Map([...series].map(([symbol, prices]) => [symbol, prices.map((price) => price / (prices[0] as number))]));
}

async function latestPrice(admin: ApiClient, symbol: string): Promise<number> {
  const { price } = must(await admin.GET('/api/market/{symbol}', { params: { path: { symbol } } }));
  if (price === null) throw new Error(`${symbol} has no price: fill the market first`);
  return price;
}

const toCents = (price: number) => Number(price.toFixed(2));

/**
 * Replays historic days as live prices, within seconds: a price of every asset at each step, from the latest known price on. Anyone who
 * waits for a price sees it cross.
 */
export async function playLiveMarket(
  admin: ApiClient,
  { steps = 60, stepMs = 100 }: LiveMarketOptions = {},
): Promise<LiveMarket> {
  const relative = relativePrices(steps);
  const moves: LiveMarket['moves'] = new Map();
  for (const symbol of relative.keys()) {
    const price = await latestPrice(admin, symbol);
    moves.set(symbol, { from: price, to: price });
  }
  let ticks = 0;
  for (let step = 0; step < steps; step += 1) {
    const at = new Date().toISOString();
    const lines = [...moves].flatMap(([symbol, move]) => {
      const factor = relative.get(symbol)?.[step];
      if (factor === undefined) return [];
      move.to = toCents(move.from * factor);
      return [{ symbol, at, price: move.to }];
    });
    if (lines.length === 0) break;
    ticks += must(await admin.POST('/api/market/prices', { body: lines })).freshTicks;
    await sleep(stepMs);
  }
  return { ticks, moves };
}
