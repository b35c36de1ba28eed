import { z } from 'zod';

const price = z.number().positive();

/** One line of an ingest; `date` may stand for `at`, and `close` for `price`. It documents: the ingest reads faster than zod. */
export const priceLineSchema = z
  .object({
    symbol: z.string().describe('Of a known asset; compared in upper case'),
    at: z.string().describe('ISO 8601 with an offset, or a date, which is its midnight in UTC; at most 24 h ahead'),
    price: price.describe('In the currency of the asset; of a bar, its close'),
    open: price.nullable().optional(),
    high: price.nullable().optional(),
    low: price.nullable().optional(),
    volume: z.number().nonnegative().nullable().optional().describe('Units traded'),
  })
  .meta({ id: 'PriceLine' });

export const ingestQuery = z.object({
  createAssets: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Make assets (stocks in USD, named by their symbol) for unknown symbols, instead of refusing them'),
});

const count = z.int().min(0);

export const ingestResultSchema = z
  .object({
    rows: count.describe('Lines with a price'),
    inserted: count,
    updated: count.describe('Prices that were known and differed'),
    unchanged: count.describe('Prices that were known'),
    superseded: count.describe('Lines whose asset and time came again in a later line, which counts'),
    assets: count.describe('Assets with a price in this request'),
    createdAssets: count,
    freshTicks: count.describe('Prices later than all that were known of their asset: alerts look at these'),
    firstAt: z.iso.datetime().meta({ examples: ['2024-01-02T14:30:00.000Z'] }),
    lastAt: z.iso.datetime().meta({ examples: ['2024-01-02T21:00:00.000Z'] }),
    milliseconds: count.describe('What it took, the upload included'),
  })
  .meta({ id: 'IngestResult' });

export type IngestResult = z.infer<typeof ingestResultSchema>;
