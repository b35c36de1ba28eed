import { z } from 'zod';
import { SYMBOL } from './symbols.domain.ts';

/** Symbol of an asset, in any case; compared in upper case. */
export const symbolText = z
  .string()
  .regex(SYMBOL, 'A ticker such as NVDA or BRK.B')
  .transform((symbol) => symbol.toUpperCase())
  .describe('Symbol of an asset, `NVDA` for example');
