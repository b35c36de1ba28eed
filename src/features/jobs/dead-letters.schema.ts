import { z } from 'zod';
import { idInput } from '../../platform/http/id-input.ts';

const instant = z.iso.datetime();
const MAX_IDS = 1_000;
const preview = z.boolean().default(false).describe('Only count the jobs that would be retried, and change nothing');

export const bulkRetryBody = z
  .union([
    z.strictObject({
      ids: z.array(idInput).min(1).max(MAX_IDS).describe('Ids of failed or cancelled jobs'),
      preview,
    }),
    z.strictObject({
      type: z.string().min(1).max(64).describe('Type of the jobs'),
      cause: z.string().min(1).max(100).describe('Error code of the jobs'),
      from: instant.optional().describe('Only jobs that failed at or after this time'),
      to: instant.optional().describe('Only jobs that failed before this time'),
      preview,
    }),
  ])
  .meta({ id: 'BulkRetry' });

const outcomeSchema = z.strictObject({
  id: z.uuid(),
  outcome: z
    .enum(['retried', 'not_retryable', 'not_found'])
    .describe('`not_retryable`: the job neither failed nor was cancelled, or another request has just retried it'),
});
export type BulkRetryOutcome = z.infer<typeof outcomeSchema>;

export const bulkRetriedSchema = z
  .strictObject({
    matching: z.int().describe('Jobs that fit the request when it came'),
    retried: z.int().describe('Jobs that will run again; 0 in a preview'),
    left: z.int().describe('Jobs that fit and were too many for one request: repeat it under another key'),
    outcomes: z.array(outcomeSchema).describe('What became of each job'),
  })
  .meta({ id: 'BulkRetried' });
