import { z } from 'zod';

/** Texts that people write. Invisible controls and reversed directions would let a text pretend to be another. */
const HIDDEN = String.raw`\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069`;
const LINE = new RegExp(`^[^${HIDDEN}]*$`, 'u');
const LINES = new RegExp(`^(?:[^${HIDDEN}]|\\n)*$`, 'u');

export const lineOfText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => LINE.test(text), { message: 'Must be one line without control characters' });

export const linesOfText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => LINES.test(text), { message: 'Must be text without control characters other than line breaks' });

/** Symbol of an asset, in any case; compared in upper case. */
export const symbolText = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.\-^=]{0,14}$/, 'A ticker such as NVDA or BRK.B')
  .transform((symbol) => symbol.toUpperCase())
  .describe('Symbol of an asset, `NVDA` for example');
