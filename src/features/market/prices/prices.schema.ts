import { z } from 'zod';
import { instantFrom } from '../../../platform/http/instant.ts';
import { limitInput, page } from '../../../platform/http/pagination.ts';

export const PRICE_INTERVALS = ['raw', 'hour', 'day', 'week', 'month'] as const;
export type CandleInterval = Exclude<(typeof PRICE_INTERVALS)[number], 'raw'>;

const instant = z.iso.datetime();
/** Prices are stored from 1800 on. */
const priceTime = instantFrom(1800);

export const pricesQuery = z.strictObject({
  from: priceTime
    .optional()
    .describe(
      'Start of the period. Default: no limit for `raw`; else so long before `to`: 31 days for `hour`, a year for ' +
        '`day`, 5 years for `week`, 20 years for `month`',
    ),
  to: priceTime.optional().describe('End of the period, not included. Default: now; no limit for `raw`'),
  interval: z
    .enum(PRICE_INTERVALS)
    .default('raw')
    .describe('Prices as stored, or candles of UTC hours, days, weeks from Monday, or months'),
  order: z.enum(['asc', 'desc']).default('desc').describe('Order by time'),
  limit: limitInput(1_000, 100),
  cursor: z.string().min(1).max(512).optional().describe('`nextCursor` of the previous page'),
});

export type PricesQuery = z.output<typeof pricesQuery>;

export const deletePricesQuery = z.strictObject({
  from: priceTime.describe('Start of the period'),
  to: priceTime.describe('End of the period, not included'),
});

export type DeletePricesQuery = z.output<typeof deletePricesQuery>;

export const deletedPricesSchema = z
  .strictObject({
    deleted: z.int().describe('Prices that were deleted'),
    price: z.number().nullable().describe('Latest price of the asset now; `null` if it has none'),
    priceAt: instant.nullable(),
  })
  .meta({ id: 'DeletedPrices' });

export type DeletedPrices = z.infer<typeof deletedPricesSchema>;

const optionalPrice = z.number().nullable();

export const priceSchema = z
  .strictObject({
    at: instant,
    price: z.number().describe('For a bar, its close'),
    open: optionalPrice,
    high: optionalPrice,
    low: optionalPrice,
    volume: z.number().nullable().describe('Units traded'),
  })
  .meta({ id: 'Price' });

export const candleSchema = z
  .strictObject({
    start: instant.describe('Start of the step'),
    open: z.number(),
    high: z.number(),
    low: z.number(),
    close: z.number(),
    volume: z.number().nullable().describe('Units traded; null if no price has a volume'),
    count: z.int().describe('Number of prices in the step'),
  })
  .meta({ id: 'Candle' });

export const priceHistorySchema = page(z.union([priceSchema, candleSchema]))
  .extend({
    symbol: z.string(),
    currency: z.string().describe('Currency of all prices, ISO 4217'),
    interval: z.enum(PRICE_INTERVALS),
  })
  .meta({
    id: 'PriceHistory',
    examples: [
      {
        symbol: 'SPX',
        currency: 'USD',
        interval: 'day',
        data: [
          {
            start: '2000-01-03T00:00:00.000Z',
            open: 1469.25,
            high: 1478,
            low: 1438.36,
            close: 1455.22,
            volume: 931_800_000,
            count: 1,
          },
        ],
        nextCursor: null,
      },
    ],
  });

export type PriceHistory = z.input<typeof priceHistorySchema>;
