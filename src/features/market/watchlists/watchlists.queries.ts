import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';

export interface WatchlistRow {
  id: string;
  userId: string;
  name: string;
  position: number;
  assetCount: number;
  createdAt: Date;
  updatedAt: Date;
}

/** Columns of a {@link WatchlistRow}, of `watchlist w`. */
export const WATCHLIST = sql`w.id, w.user_id as "userId", w.name, w.position, w.created_at as "createdAt", w.updated_at as "updatedAt",
  (select count(*)::int from watchlist_asset i where i.watchlist_id = w.id) as "assetCount"`;

export async function findWatchlist(em: Em, watchlistId: string): Promise<WatchlistRow | undefined> {
  return await row(em, sql`select ${WATCHLIST} from watchlist w where w.id = ${watchlistId}`);
}

/** Where a list stands: what the cursor of a page holds. */
export type WatchlistKey = readonly [position: number, id: string];

/** A person's lists in their order, after `after`. */
export async function listWatchlists(
  em: Em,
  userId: string,
  after: WatchlistKey | null,
  limit: number,
): Promise<WatchlistRow[]> {
  const further = after === null ? sql`true` : sql`(w.position, w.id) > (${after[0]}::int, ${after[1]}::uuid)`;
  return await rows(
    em,
    sql`select ${WATCHLIST} from watchlist w where w.user_id = ${userId} and ${further}
        order by w.position, w.id limit ${limit}`,
  );
}

/** What is on a list, in the order in which it was added. */
export async function listEntries(em: Em, watchlistId: string): Promise<{ assetId: number; addedAt: Date }[]> {
  return await rows(
    em,
    sql`select asset_id as "assetId", added_at as "addedAt" from watchlist_asset
        where watchlist_id = ${watchlistId} order by added_at, asset_id`,
  );
}
