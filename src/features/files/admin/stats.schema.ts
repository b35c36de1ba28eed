import { z } from 'zod';
import { instantInput } from '../../../platform/http/instant.ts';
import { FILE_KINDS, FILE_STATUSES, SCAN_STATES, VARIANTS } from '../files.contract.ts';

const files = z.int();
const bytes = z.int();

export const fileStatsQuery = z.strictObject({
  from: instantInput.optional().describe('Refusals at this time or later'),
  to: instantInput.optional().describe('Refusals before this time'),
});

export const fileStatsSchema = z
  .strictObject({
    files: z
      .array(z.strictObject({ kind: z.enum(FILE_KINDS), status: z.enum(FILE_STATUSES), files, bytes }))
      .describe('Files by kind and state, with the bytes of their originals'),
    objects: z
      .array(z.strictObject({ variant: z.enum(VARIANTS), objects: z.int(), bytes }))
      .describe('What is stored of them, by variant'),
    types: z.array(z.strictObject({ contentType: z.string(), files, bytes })),
    scans: z.array(z.strictObject({ scan: z.enum(SCAN_STATES), files })),
    failures: z.array(z.strictObject({ code: z.string(), files })).describe('Files that failed, by code'),
    refusals: z
      .array(z.strictObject({ code: z.string(), files }))
      .describe('Files that were refused in the period, by code'),
    garbage: z.strictObject({ objects: z.int(), bytes }).describe('Deleted, and not yet purged'),
    usage: z.strictObject({ users: z.int(), usedBytes: bytes, reservedBytes: bytes }),
    nearQuota: z
      .array(
        z.strictObject({
          userId: z.uuid(),
          displayName: z.string(),
          usedBytes: bytes,
          reservedBytes: bytes,
          quotaBytes: bytes,
        }),
      )
      .describe('Users who use at least four fifths of their quota, the fullest first, 20 at most'),
  })
  .meta({ id: 'FileStats' });

export type FileStats = z.infer<typeof fileStatsSchema>;
