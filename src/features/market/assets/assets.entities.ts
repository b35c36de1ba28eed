import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AssetKind } from '../market.contract.ts';

/**
 * Something that has a price. It keeps its latest price that is not in the future, so that lists and publications read one row.
 * Assets are never deleted.
 */
export const AssetEntity = defineEntity({
  name: 'Asset',
  tableName: 'asset',
  uniques: [{ name: 'asset_symbol_unique', properties: ['symbol'] }],
  indexes: [
    {
      name: 'asset_next_price_index',
      expression: 'create index asset_next_price_index on asset (next_price_at) where next_price_at is not null',
    },
    { name: 'asset_kind_symbol_index', properties: ['kind', 'symbol'] },
    {
      name: 'asset_search_index',
      expression:
        'create index "asset_search_index" on "asset" using gin (symbol gin_trgm_ops, name gin_trgm_ops) with (fastupdate = off)',
    },
  ],
  checks: [
    { name: 'asset_kind_check', expression: "kind in ('stock', 'etf', 'index', 'crypto', 'currency', 'commodity')" },
  ],
  properties: {
    id: p.integer().primary().autoincrement(),
    /** In upper case. */
    symbol: p.text(),
    name: p.text(),
    kind: p.text().$type<AssetKind>().default('stock'),
    /** ISO 4217. */
    currency: p.text().default('USD'),
    lastPrice: p.double().nullable(),
    lastPriceAt: p.datetime().nullable(),
    /** When the first stored price after the latest one will be the latest: it lies in the future. */
    nextPriceAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
});

/**
 * Prices over time, one for each asset and instant. They are measurements: doubles keep every quoted price exactly as it was
 * written (its shortest decimal form comes back), and nothing is summed up from them. No foreign key: checking it would cost
 * an ingest more than its inserts, and assets stay.
 */
export const PriceEntity = defineEntity({
  name: 'Price',
  tableName: 'price',
  properties: {
    assetId: p.integer().primary(),
    at: p.datetime().primary(),
    /** The price at that instant; of a bar, its close. */
    price: p.double(),
    open: p.double().nullable(),
    high: p.double().nullable(),
    low: p.double().nullable(),
    /** Units traded. */
    volume: p.double().nullable(),
  },
});
