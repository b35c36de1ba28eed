import { column, type Dataset, equals, ownedBy } from '../../../platform/datasets/dataset.ts';

/** A row for each asset of a watchlist, and one for a list without any. */
export const watchlistsDataset: Dataset = {
  name: 'watchlists',
  title: 'Watchlists',
  about: 'Your watchlists, a row for each asset',
  audience: 'person',
  columns: [
    column('watchlistId', 'id', 'w.id'),
    column('watchlistName', 'text', 'w.name'),
    column('position', 'integer', 'w.position'),
    column('createdAt', 'instant', 'w.created_at'),
    column('symbol', 'id', 'a.symbol'),
    column('assetName', 'text', 'a.name'),
    column('addedAt', 'instant', 'wa.added_at'),
  ],
  filters: [equals('symbol', 'a.symbol', 'text', 'Only this symbol')],
  from: 'watchlist w left join watchlist_asset wa on wa.watchlist_id = w.id left join asset a on a.id = wa.asset_id',
  owned: ownedBy('w.user_id'),
  at: 'coalesce(wa.added_at, w.created_at)',
  order: 'w.position, w.id, wa.asset_id',
};
