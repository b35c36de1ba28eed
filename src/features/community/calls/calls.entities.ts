import { defineEntity, p } from '@mikro-orm/postgresql';
import type { CallStatus, Direction } from './calls.contract.ts';

/**
 * What the author of a post says a price will do. Frozen when it is published and kept whatever becomes of the post; only the
 * outcome is written later, once. It holds all that a score needs.
 */
export const PostCallEntity = defineEntity({
  name: 'PostCall',
  tableName: 'post_call',
  indexes: [
    {
      name: 'post_call_author_index',
      expression: 'create index post_call_author_index on post_call (author_id, post_id desc)',
    },
    {
      name: 'post_call_open_index',
      expression: "create index post_call_open_index on post_call (asset_id, due_at) where status = 'open'",
    },
    {
      name: 'post_call_correction_index',
      expression: 'create index post_call_correction_index on post_call (post_id) where correction_due',
    },
    { name: 'post_call_price_index', properties: ['assetId', 'priceAt'] },
    {
      name: 'post_call_close_index',
      expression: 'create index post_call_close_index on post_call (asset_id, close_at) where close_at is not null',
    },
    {
      name: 'post_call_benchmark_price_index',
      expression:
        'create index post_call_benchmark_price_index on post_call (benchmark_asset_id, benchmark_price_at) where benchmark_price_at is not null',
    },
    {
      name: 'post_call_benchmark_close_index',
      expression:
        'create index post_call_benchmark_close_index on post_call (benchmark_asset_id, benchmark_close_at) where benchmark_close_at is not null',
    },
    {
      name: 'post_call_benchmark_index',
      expression:
        "create index post_call_benchmark_index on post_call (benchmark_asset_id, due_at) where status = 'resolved' and benchmark_close is null and benchmark_asset_id is not null",
    },
  ],
  checks: [
    { name: 'post_call_direction_check', expression: "direction in ('up', 'down')" },
    { name: 'post_call_status_check', expression: "status in ('open', 'resolved')" },
    {
      name: 'post_call_outcome_check',
      expression: `(status = 'resolved') = (close is not null and close_at is not null and change_percent is not null and "right" is not null and resolved_at is not null)`,
    },
  ],
  properties: {
    postId: p.uuid().primary(),
    authorId: p.uuid(),
    assetId: p.integer(),
    direction: p.text().$type<Direction>(),
    horizonHours: p.integer(),
    /** The latest price at publication, and its time. */
    price: p.double(),
    priceAt: p.datetime(),
    /** Likewise of the benchmark; null where it had none. */
    benchmarkAssetId: p.integer().nullable(),
    benchmarkPrice: p.double().nullable(),
    benchmarkPriceAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    dueAt: p.datetime(),
    status: p.text().$type<CallStatus>().default('open'),
    /** The first price at or after `dueAt`. */
    close: p.double().nullable(),
    closeAt: p.datetime().nullable(),
    changePercent: p.double().nullable(),
    right: p.boolean().nullable(),
    /** Filled in later than `close` when the benchmark's price comes later. */
    benchmarkClose: p.double().nullable(),
    benchmarkCloseAt: p.datetime().nullable(),
    benchmarkChangePercent: p.double().nullable(),
    resolvedAt: p.datetime().nullable(),
    /** When one of the prices above was corrected or deleted. */
    priceChangedAt: p.datetime().nullable(),
    /** Its figures are to be computed again from the stored prices. */
    correctionDue: p.boolean().default(false),
    /** When they were last changed by that. */
    correctedAt: p.datetime().nullable(),
  },
});
