import { defineEntity, p } from '@mikro-orm/postgresql';

/** A list of assets that someone keeps an eye on. */
export const WatchlistEntity = defineEntity({
  name: 'Watchlist',
  tableName: 'watchlist',
  indexes: [{ name: 'watchlist_user_id_index', properties: ['userId', 'position', 'id'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    userId: p.uuid(),
    name: p.text(),
    /** Where the list stands among its owner's. */
    position: p.integer().default(0),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
});

export const WatchlistAssetEntity = defineEntity({
  name: 'WatchlistAsset',
  tableName: 'watchlist_asset',
  properties: {
    watchlist: () =>
      p
        .manyToOne(WatchlistEntity)
        .primary()
        .ref()
        .deleteRule('cascade')
        .foreignKeyName('watchlist_asset_watchlist_id_foreign'),
    assetId: p.integer().primary(),
    addedAt: p.datetime().defaultRaw('now()'),
  },
});
