import { z } from 'zod';
import { CALL_STATUSES, DIRECTIONS } from './calls.contract.ts';

export const HORIZON_HOURS_MAX = 8_760;

export const directionSchema = z.enum(DIRECTIONS);

const frozenPrice = z.strictObject({
  symbol: z.string(),
  price: z.number().describe('Latest price at publication'),
  priceAt: z.iso.datetime(),
});

const outcomeSchema = z
  .strictObject({
    close: z.number().describe('First price at or after `dueAt`'),
    closeAt: z.iso.datetime(),
    changePercent: z.number().describe('From `price` to `close`'),
    right: z.boolean().describe('Whether the price moved as the call said'),
    benchmarkChangePercent: z
      .number()
      .nullable()
      .describe('Change of the benchmark over the same time; null until known'),
    resolvedAt: z.iso.datetime(),
  })
  .meta({ id: 'CallOutcome' });

/** A call as answers show it. */
export const callSchema = z
  .strictObject({
    symbol: z.string(),
    direction: directionSchema,
    horizonHours: z.int(),
    price: z.number().describe('Latest price at publication'),
    priceAt: z.iso.datetime(),
    benchmark: frozenPrice.nullable(),
    dueAt: z.iso.datetime(),
    status: z.enum(CALL_STATUSES),
    outcome: outcomeSchema.nullable().describe('`null` while the call is open'),
    priceChangedAt: z.iso
      .datetime()
      .nullable()
      .describe('When a price that the call or its outcome rests on was corrected or deleted'),
    correctedAt: z.iso
      .datetime()
      .nullable()
      .describe('When that last changed the figures of the call, which are computed again by a job'),
  })
  .meta({ id: 'Call' });

export type CallView = z.infer<typeof callSchema>;

/** A line in the list of a user's calls. */
export const listedCallSchema = z
  .strictObject({
    postId: z.uuid(),
    body: z.string().nullable().describe('Text of the post; `null` if the post is deleted'),
    publishedAt: z.iso.datetime(),
    call: callSchema,
  })
  .meta({ id: 'ListedCall' });

export type ListedCall = z.infer<typeof listedCallSchema>;
