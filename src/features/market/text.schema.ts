import { z } from 'zod';

/** Symbol of an asset, in any case; compared in upper case. */
export const symbolText = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.\-^=]{0,14}$/, 'A ticker such as NVDA or BRK.B')
  .transform((symbol) => symbol.toUpperCase())
  .describe('Symbol of an asset, `NVDA` for example');
