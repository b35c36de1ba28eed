import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { Direction } from './calls.contract.ts';

/** Calls of one person at most, newest first: more would weigh next to nothing. */
const MAX_CALLS = 5_000;

export interface CallHistoryRow {
  authorId: string;
  id: string;
  assetId: number;
  direction: Direction;
  horizonHours: number;
  createdAt: Date;
  dueAt: Date;
  entryAt: Date | null;
  exitAt: Date | null;
  changePercent: number | null;
  benchmarkAssetId: number | null;
  benchmarkEntryAt: Date | null;
  benchmarkExitAt: Date | null;
  benchmarkChangePercent: number | null;
}

/**
 * All calls of some people, those of deleted posts too, measured from the first price at or after publication: the price that a call
 * shows is the latest known one, and who called from yesterday's close may have seen today's.
 */
export async function findCallHistories(em: Em, authorIds: readonly string[]): Promise<CallHistoryRow[]> {
  const firstSince = (asset: string) =>
    sql`(select price, at from price where asset_id = ${sql.raw(asset)} and at >= c.created_at order by at limit 1)`;
  return await rows(
    em,
    sql`select c.author_id as "authorId", c.post_id as id, c.asset_id as "assetId", c.direction, c.horizon_hours as "horizonHours",
          c.created_at as "createdAt", c.due_at as "dueAt", entry.at as "entryAt", c.close_at as "exitAt",
          (c.close / nullif(entry.price, 0) - 1) * 100 as "changePercent", c.benchmark_asset_id as "benchmarkAssetId",
          benchmark.at as "benchmarkEntryAt", c.benchmark_close_at as "benchmarkExitAt",
          (c.benchmark_close / nullif(benchmark.price, 0) - 1) * 100 as "benchmarkChangePercent"
        from unnest(${authorIds}::uuid[]) as author (id)
          cross join lateral (select * from post_call where author_id = author.id order by post_id desc limit ${MAX_CALLS}) c
          left join lateral ${firstSince('c.asset_id')} entry on true
          left join lateral ${firstSince('c.benchmark_asset_id')} benchmark on true`,
  );
}
