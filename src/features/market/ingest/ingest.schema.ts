import { z } from 'zod';

const price = z.number().positive();

/**
 * One line of an ingest; `date` may stand for `at`, and `close` for `price`. For the documentation only: the ingest has its own
 * reader, which is faster than zod.
 */
// oxlint-disable-next-line no-restricted-properties -- open to the other names
export const priceLineSchema = z
  .object({
    symbol: z.string().describe('Symbol of a known asset; compared in upper case'),
    at: z.string().describe('ISO 8601 with an offset, or a date (midnight UTC); at most 24 h ahead'),
    price: price.describe('In the currency of the asset; for a bar, its close'),
    open: price.nullable().optional(),
    high: price.nullable().optional(),
    low: price.nullable().optional(),
    volume: z.number().nonnegative().nullable().optional().describe('Units traded'),
  })
  .meta({ id: 'PriceLine' });

export const ingestQuery = z.strictObject({
  createAssets: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Create assets for unknown symbols (stocks in USD, named by their symbol) instead of refusing them'),
});

const count = z.int().min(0);

export const ingestResultSchema = z
  .strictObject({
    rows: count.describe('Lines with a price'),
    inserted: count,
    updated: count.describe('Stored prices that changed'),
    unchanged: count.describe('Prices that were already stored'),
    superseded: count.describe('Lines that a later line with the same asset and time replaced'),
    assets: count.describe('Assets with a price in this request'),
    createdAssets: count,
    freshTicks: count.describe('Prices later than every stored price of their asset; only these can fire alerts'),
    firstAt: z.iso.datetime().meta({ examples: ['2024-01-02T14:30:00.000Z'] }),
    lastAt: z.iso.datetime().meta({ examples: ['2024-01-02T21:00:00.000Z'] }),
    milliseconds: count.describe('Duration, including the upload'),
  })
  .meta({ id: 'IngestResult' });

export type IngestResult = z.infer<typeof ingestResultSchema>;
