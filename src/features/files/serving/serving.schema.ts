import { z } from 'zod';
import { VARIANTS } from '../files.contract.ts';

const instant = z.iso.datetime();

/** Seconds for which a link works by default, and at most. */
export const LINK_SECONDS = 900;
const MAX_LINK_SECONDS = 7 * 86_400;

export const downloadQuery = z.strictObject({
  token: z.string().max(200).optional().describe('Of a link, instead of an access token'),
  variant: z.enum(VARIANTS).optional().describe('Default: the original'),
});

export const linkBody = z
  .strictObject({
    variant: z
      .enum(VARIANTS)
      .optional()
      .describe('Without it a link to an image leads to its `large` variant, which has no metadata such as a position'),
    expiresInSeconds: z.int().min(1).max(MAX_LINK_SECONDS).default(LINK_SECONDS),
  })
  .meta({ id: 'NewFileLink' });

export const linkSchema = z
  .strictObject({ url: z.string().describe('Every user who has it may download'), expiresAt: instant })
  .meta({ id: 'FileLink' });
