import { column, type Dataset, equals, ownedBy } from '../../../platform/datasets/dataset.ts';

/** A person's calls, also those whose posts were deleted: they count as well. */
export const callsDataset: Dataset = {
  name: 'calls',
  title: 'Calls',
  about: 'Your calls with their outcomes',
  audience: 'person',
  columns: [
    column('postId', 'id', 'c.post_id'),
    column('createdAt', 'instant', 'c.created_at'),
    column('symbol', 'id', 'a.symbol'),
    column('direction', 'id', 'c.direction'),
    column('horizonHours', 'integer', 'c.horizon_hours'),
    column('price', 'number', 'c.price'),
    column('priceAt', 'instant', 'c.price_at'),
    column('dueAt', 'instant', 'c.due_at'),
    column('status', 'id', 'c.status'),
    column('close', 'number', 'c.close'),
    column('closeAt', 'instant', 'c.close_at'),
    column('changePercent', 'number', 'c.change_percent'),
    column('right', 'boolean', 'c."right"'),
    column('benchmarkSymbol', 'id', 'b.symbol'),
    column('benchmarkChangePercent', 'number', 'c.benchmark_change_percent'),
    column('resolvedAt', 'instant', 'c.resolved_at'),
    column('priceChangedAt', 'instant', 'c.price_changed_at'),
    column('correctedAt', 'instant', 'c.corrected_at'),
  ],
  filters: [
    equals('status', 'c.status', ['open', 'resolved'], 'Only calls with this status'),
    equals('symbol', 'a.symbol', 'text', 'Only calls on this symbol'),
  ],
  from: 'post_call c join asset a on a.id = c.asset_id left join asset b on b.id = c.benchmark_asset_id',
  owned: ownedBy('c.author_id'),
  at: 'c.created_at',
  order: 'c.post_id',
};
