/** What other features may know of the market. Pure: constants and types only. */

export const ASSET_KINDS = ['stock', 'etf', 'index', 'crypto', 'currency', 'commodity'] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

/** An asset with its latest price. Prices are in `currency`, per unit of the asset. */
export interface AssetQuote {
  id: number;
  symbol: string;
  name: string;
  kind: AssetKind;
  /** ISO 4217. */
  currency: string;
  /** Null while no price is known; likewise its time. */
  price: number | null;
  priceAt: Date | null;
}

/** One price. */
export interface Tick {
  /** Milliseconds since the epoch. */
  at: number;
  price: number;
}

/** What an ingest brought for one asset that is newer than all that was known of it. */
export interface FreshPrices {
  assetId: number;
  symbol: string;
  currency: string;
  name: string;
  /** The latest price before them; null for an asset that had none. */
  previous: Tick | null;
  /** In order of time, one for each instant. Never empty. */
  ticks: readonly Tick[];
}
