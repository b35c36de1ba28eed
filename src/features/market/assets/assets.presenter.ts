import type { z } from 'zod';
import type { AssetQuote } from '../market.contract.ts';
import type { assetSchema } from './assets.schema.ts';

export function presentAsset({
  symbol,
  name,
  kind,
  currency,
  price,
  priceAt,
}: AssetQuote): z.input<typeof assetSchema> {
  return { symbol, name, kind, currency, price, priceAt: priceAt?.toISOString() ?? null };
}
