import { z } from 'zod';
import { resolvePeriod } from '../../../platform/db/period.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { findPage } from '../../../platform/http/pagination.ts';
import { invalidRequest, isProblem, notFound, type Problem } from '../../../platform/http/problem.ts';
import { findAsset } from '../assets/assets.queries.ts';
import { presentCandle, presentPrice } from './prices.presenter.ts';
import { listCandles, listPrices } from './prices.queries.ts';
import type { CandleInterval, PriceHistory, PricesQuery } from './prices.schema.ts';

/** Length of a period without a start. */
const DEFAULT_DAYS: Readonly<Record<CandleInterval, number>> = { hour: 31, day: 366, week: 1_830, month: 7_305 };
const DAY_MS = 86_400_000;
const STEP_MS: Readonly<Record<CandleInterval, number>> = {
  hour: DAY_MS / 24,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 28 * DAY_MS,
};
/** Of one period, over all of its pages: 27 years of days, more than a year of hours. */
const MAX_STEPS = 10_000;
/** Microseconds since 1970 of the last price, or the start of the last candle. */
const cursorKey = z.tuple([z.int()]);

type Page = Pick<PriceHistory, 'data' | 'nextCursor'>;

async function rawPage(em: Em, assetId: number, query: PricesQuery): Promise<Page | Problem> {
  const { from, to, order } = query;
  return await findPage(query, cursorKey, {
    find: (last, limit) => listPrices(em, { assetId, from, to, after: last?.[0], order, limit }),
    keyOf: ({ micros }) => [micros],
    presenter: () => presentPrice,
  });
}

async function candlePage(
  em: Em,
  assetId: number,
  interval: CandleInterval,
  query: PricesQuery,
): Promise<Page | Problem> {
  const { order } = query;
  const period = await resolvePeriod(em, query, DEFAULT_DAYS[interval]);
  const length = period.to.getTime() - period.from.getTime();
  if (length <= 0) return invalidRequest([{ field: 'query.from', code: 'invalid_period', message: 'before `to`' }]);
  if (length / STEP_MS[interval] > MAX_STEPS) {
    return invalidRequest([{ field: 'query.interval', code: 'too_many_steps', message: `at most ${MAX_STEPS} steps` }]);
  }
  return await findPage(query, cursorKey, {
    find: (last, limit) => listCandles(em, { assetId, interval, period, after: last?.[0], order, limit }),
    keyOf: ({ start }) => [start.getTime() * 1_000],
    presenter: () => presentCandle,
  });
}

/** A page of the prices of an asset, as stored or as candles. */
export async function readPrices(em: Em, symbol: string, query: PricesQuery): Promise<PriceHistory | Problem> {
  const { interval } = query;
  const asset = await findAsset(em, symbol);
  if (!asset) return notFound('The asset');
  const found =
    interval === 'raw' ? await rawPage(em, asset.id, query) : await candlePage(em, asset.id, interval, query);
  if (isProblem(found)) return found;
  return { symbol: asset.symbol, currency: asset.currency, interval, ...found };
}
