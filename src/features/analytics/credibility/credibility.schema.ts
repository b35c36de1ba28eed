import { z } from 'zod';

const share = z.number().min(0).max(1).nullable();

export const credibilitySchema = z
  .strictObject({
    score: z
      .number()
      .min(0)
      .max(100)
      .nullable()
      .describe(
        '50 without skill; null with fewer than 10 scored calls, 5 days or 3 assets, or when a fifth of the calls never got a price',
      ),
    sample: z.int().describe('Calls that are scored'),
    effectiveSample: z.number().describe('What they weigh: half after a year, and at most five calls a day'),
    days: z.int(),
    assets: z.int(),
    hitRate: share.describe('Share of scored calls that beat the benchmark'),
    baseRate: share.describe('What such calls get by themselves'),
    brier: share.describe('Mean square of what was claimed minus what came'),
    referenceBrier: share.describe('The same of the base rate'),
    open: z.int().describe('Calls that wait for their horizon'),
    void: z.int().describe('Calls that never got a price'),
    unscored: z
      .strictObject({
        no_benchmark: z.int(),
        is_benchmark: z.int(),
        stale_entry: z.int(),
        different_times: z.int(),
        overlapping: z.int(),
      })
      .describe('Calls that cannot be measured, by reason'),
  })
  .meta({ id: 'Credibility' });

export const leaderSchema = z.strictObject({
  userId: z.uuid(),
  displayName: z.string(),
  asOf: z.iso.datetime(),
  credibility: credibilitySchema,
});

export const leaderKey = z.tuple([z.number(), z.uuid()]);
