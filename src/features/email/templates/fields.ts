import { z } from 'zod';
import { lineOfText, lineOrNothing } from '../../../platform/http/user-text.ts';
import { UNITS } from './format.domain.ts';

/** Schemas of the props that templates share. User text is data: limited here, escaped when rendered. */

/** Of the recipient. */
export const displayName = lineOrNothing(100).describe('Name of the recipient; may be empty');

/** https, or http below the public URL of this installation (checked when a mail is requested). */
export const link = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .describe('https, or below the public URL of this installation');

export const symbol = lineOfText(15).describe('Ticker, `NVDA` or `BRK.B`');

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .default('USD')
  .describe('ISO 4217');

export const price = z.number().nonnegative().max(1e12);
export const percent = z.number().min(-1e6).max(1e6).describe('Percent: 2.5 means 2.5 %');
export const count = z.int().min(0).max(1_000_000_000);
export const day = z.iso.date().describe('YYYY-MM-DD');

/** A figure of any kind. */
export const amount = z.number().min(-1e15).max(1e15);
export const unit = z.enum(UNITS).default('count').describe('Unit of the figure; `percent` 2.5 means 2.5 %');
