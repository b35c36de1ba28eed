import { z } from 'zod';
import { resolvePeriod } from '../../../platform/db/period.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { decodeCursor, toPage } from '../../../platform/http/pagination.ts';
import { invalidRequest, isProblem, notFound, type Problem } from '../../../platform/http/problem.ts';
import { findAsset } from '../assets/assets.queries.ts';
import { instantText } from './instant.domain.ts';
import { type Candle, listCandles, listPrices, type StoredPrice } from './prices.queries.ts';
import type { CandleInterval, PriceHistory, PricesQuery } from './prices.schema.ts';

/** Length of a period without a begin. */
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
/** Microseconds since 1970. */
const cursorKey = z.tuple([z.int()]);

type Page = Pick<PriceHistory, 'data' | 'nextCursor'>;

function presentPrice({ micros, ...prices }: StoredPrice) {
  return { at: instantText(micros), ...prices };
}

function presentCandle({ start, ...figures }: Candle) {
  return { start: start.toISOString(), ...figures };
}

async function rawPage(em: Em, assetId: number, query: PricesQuery, after: number | undefined): Promise<Page> {
  const { from, to, order, limit } = query;
  const found = await listPrices(em, { assetId, from, to, after, order, limit: limit + 1 });
  return toPage(found, limit, (price) => [price.micros], presentPrice);
}

/** @param after microseconds since 1970 of the last step of the page before */
async function candlePage(
  em: Em,
  assetId: number,
  interval: CandleInterval,
  query: PricesQuery,
  after: number | undefined,
): Promise<Page | Problem> {
  const { order, limit } = query;
  const period = await resolvePeriod(em, query, DEFAULT_DAYS[interval]);
  const length = period.to.getTime() - period.from.getTime();
  if (length <= 0) return invalidRequest([{ field: 'query.from', code: 'invalid_period', message: 'before `to`' }]);
  if (length / STEP_MS[interval] > MAX_STEPS) {
    return invalidRequest([{ field: 'query.interval', code: 'too_many_steps', message: `at most ${MAX_STEPS} steps` }]);
  }
  const found = await listCandles(em, { assetId, interval, period, after, order, limit: limit + 1 });
  return toPage(found, limit, (candle) => [candle.start.getTime() * 1_000], presentCandle);
}

/** A page of the prices of an asset, as stored or as candles. */
export async function readPrices(em: Em, symbol: string, query: PricesQuery): Promise<PriceHistory | Problem> {
  const { interval } = query;
  const key = decodeCursor(query.cursor, cursorKey);
  if (isProblem(key)) return key;
  const asset = await findAsset(em, symbol);
  if (!asset) return notFound('The asset');
  const found =
    interval === 'raw'
      ? await rawPage(em, asset.id, query, key?.[0])
      : await candlePage(em, asset.id, interval, query, key?.[0]);
  return isProblem(found) ? found : { symbol: asset.symbol, currency: asset.currency, interval, ...found };
}
