import { z } from 'zod';
import { pageQuery } from '../../../platform/http/pagination.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { ASSET_KINDS } from '../market.contract.ts';
import { SYMBOL } from './symbols.domain.ts';

export const symbolInput = z
  .string()
  .regex(SYMBOL, 'A ticker: 1 to 15 letters, digits and . - ^ =')
  .transform((text) => text.toUpperCase())
  .describe('Ticker, `NVDA` or `BRK.B`; compared in upper case');

export const symbolParams = z.strictObject({ symbol: symbolInput });

const kind = z.enum(ASSET_KINDS);
const name = lineOfText(120).describe('Full name');
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('Currency of its prices, ISO 4217');

export const assetListQuery = pageQuery.extend({ kind: kind.optional().describe('Only assets of this kind') });

export const newAssetBody = z
  .strictObject({ symbol: symbolInput, name, kind: kind.default('stock'), currency: currency.default('USD') })
  .meta({ id: 'NewAsset', examples: [{ symbol: 'NVDA', name: 'NVIDIA Corporation', kind: 'stock', currency: 'USD' }] });

export type NewAsset = z.output<typeof newAssetBody>;

export const assetPatchBody = z
  .strictObject({ name: name.optional(), kind: kind.optional(), currency: currency.optional() })
  .refine((patch) => Object.keys(patch).length > 0, { message: 'Name at least one field to change' })
  .meta({ id: 'AssetPatch', examples: [{ name: 'NVIDIA Corporation' }] });

export type AssetPatch = z.output<typeof assetPatchBody>;

export const assetSchema = z
  .strictObject({
    symbol: z.string(),
    name: z.string(),
    kind,
    currency: z.string().describe('Currency of the price, ISO 4217'),
    price: z.number().nullable().describe('The latest price; null if there is none yet'),
    priceAt: z.iso.datetime().nullable().describe('Time of the latest price'),
  })
  .meta({
    id: 'Asset',
    examples: [
      {
        symbol: 'NVDA',
        name: 'NVIDIA Corporation',
        kind: 'stock',
        currency: 'USD',
        price: 481.68,
        priceAt: '2024-01-02T21:00:00.000Z',
      },
    ],
  });
