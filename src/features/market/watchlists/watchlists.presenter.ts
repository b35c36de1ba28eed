import type { z } from 'zod';
import type { WatchlistRow } from './watchlists.queries.ts';
import type { watchlistSchema, watchlistWithAssetsSchema } from './watchlists.schema.ts';
import type { WatchedAsset, WatchlistWithAssets } from './watchlists.service.ts';

export function presentWatchlist(list: WatchlistRow): z.infer<typeof watchlistSchema> {
  return {
    id: list.id,
    userId: list.userId,
    name: list.name,
    order: list.position,
    assetCount: list.assetCount,
    createdAt: list.createdAt.toISOString(),
    updatedAt: list.updatedAt.toISOString(),
  };
}

const presentAsset = (asset: WatchedAsset) => ({
  symbol: asset.symbol,
  name: asset.name,
  kind: asset.kind,
  currency: asset.currency,
  price: asset.price,
  priceAt: asset.priceAt?.toISOString() ?? null,
  previousClose: asset.previousClose,
  changePercent: asset.changePercent,
  addedAt: asset.addedAt.toISOString(),
});

export function presentWatchlistWithAssets(list: WatchlistWithAssets): z.infer<typeof watchlistWithAssetsSchema> {
  return { ...presentWatchlist(list), assets: list.assets.map(presentAsset) };
}
