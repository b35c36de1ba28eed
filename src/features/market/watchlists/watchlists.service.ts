import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { isSelfOrAdmin, type Principal } from '../../../platform/http/principal.ts';
import { isProblem, notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { type DailyQuote, findDailyQuotes } from '../assets/daily-quotes.reads.ts';
import { findQuotes } from '../assets/quotes.reads.ts';
import { changeProblem, listedOwner } from '../owned.policy.ts';
import { lockAdditions } from '../owner-lock.ts';
import {
  findWatchlist,
  listEntries,
  listWatchlists,
  WATCHLIST,
  type WatchlistKey,
  type WatchlistRow,
} from './watchlists.queries.ts';

/** Lists of one person. */
const MAX_WATCHLISTS = 50;
/** Assets on one list: they are all read and shown at once. */
const MAX_WATCHED_ASSETS = 200;

const WHAT = 'The watchlist';

export interface WatchedAsset extends DailyQuote {
  addedAt: Date;
}

export type WatchlistWithAssets = WatchlistRow & { assets: WatchedAsset[] };

/** 409 `too_many_watchlists`. Without an order it comes last. */
export async function createWatchlist(
  em: Em,
  { userId }: Principal,
  input: { name: string; order: number | undefined },
): Promise<WatchlistRow | Problem> {
  return await transact(em, async (tx) => {
    await lockAdditions(tx, 'watchlists', userId);
    const lists = await row<{ count: number; next: number }>(
      tx,
      sql`select count(*)::int as count, coalesce(max(position) + 1, 0) as next from watchlist where user_id = ${userId}`,
    );
    if (!lists) throw new Error('A count returned no row');
    if (lists.count >= MAX_WATCHLISTS) {
      return problem(409, 'too_many_watchlists', `You already have ${MAX_WATCHLISTS} watchlists. Delete one first.`);
    }
    const made = await row<WatchlistRow>(
      tx,
      sql`insert into watchlist as w (user_id, name, position)
          values (${userId}, ${input.name}, ${input.order ?? lists.next}) returning ${WATCHLIST}`,
    );
    if (!made) throw new Error('An insert returned no row');
    await recordEvent(tx, { name: 'watchlist.created', userId, properties: { watchlistId: made.id } });
    return made;
  });
}

/** @param asked whose; 404 for a user other than the caller, unless that is an admin */
export async function listOwnWatchlists(
  em: Em,
  principal: Principal,
  asked: string | undefined,
  after: WatchlistKey | null,
  limit: number,
): Promise<WatchlistRow[] | Problem> {
  const userId = listedOwner(principal, asked);
  return isProblem(userId) ? userId : await listWatchlists(em, userId, after, limit);
}

/** With the latest price and the change of the day of each asset: three statements, however many there are. */
export async function getWatchlist(
  em: Em,
  principal: Principal,
  watchlistId: string,
): Promise<WatchlistWithAssets | Problem> {
  const list = await findWatchlist(em, watchlistId);
  if (!list || !isSelfOrAdmin(principal, list.userId)) return notFound(WHAT);
  const entries = await listEntries(em, watchlistId);
  const quotes = await findDailyQuotes(
    em,
    entries.map(({ assetId }) => assetId),
  );
  const assets = entries.flatMap(({ assetId, addedAt }) => {
    const quote = quotes.get(assetId);
    return quote ? [{ ...quote, addedAt }] : [];
  });
  return { ...list, assets };
}

/** Takes the list's row, so that changes of one list go one after the other. */
async function lockOwn(tx: Em, principal: Principal, watchlistId: string): Promise<Problem | null> {
  const list = await row<{ user_id: string }>(
    tx,
    sql`select user_id from watchlist where id = ${watchlistId} for update`,
  );
  return list ? changeProblem(principal, list.user_id, WHAT) : notFound(WHAT);
}

export async function updateWatchlist(
  em: Em,
  principal: Principal,
  watchlistId: string,
  patch: { name?: string | undefined; order?: number | undefined },
): Promise<WatchlistRow | Problem> {
  return await transact(em, async (tx) => {
    const refused = await lockOwn(tx, principal, watchlistId);
    if (refused) return refused;
    const changed = await row<WatchlistRow>(
      tx,
      sql`update watchlist w set name = coalesce(${patch.name ?? null}, w.name),
            position = coalesce(${patch.order ?? null}::int, w.position), updated_at = now()
          where w.id = ${watchlistId} returning ${WATCHLIST}`,
    );
    if (!changed) throw new Error('An update of a locked row returned none');
    await recordEvent(tx, { name: 'watchlist.updated', userId: principal.userId, properties: { watchlistId } });
    return changed;
  });
}

export async function deleteWatchlist(em: Em, principal: Principal, watchlistId: string): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const refused = await lockOwn(tx, principal, watchlistId);
    if (refused) return refused;
    await run(tx, sql`delete from watchlist where id = ${watchlistId}`);
    await recordEvent(tx, { name: 'watchlist.deleted', userId: principal.userId, properties: { watchlistId } });
    return null;
  });
}

/** 404 for an unknown symbol; 409 `watchlist_full`. Adding what is there changes nothing. */
export async function addAsset(
  em: Em,
  principal: Principal,
  watchlistId: string,
  symbol: string,
): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const refused = await lockOwn(tx, principal, watchlistId);
    if (refused) return refused;
    const asset = (await findQuotes(tx, [symbol])).get(symbol);
    if (!asset) return notFound('The asset');
    const entries = await listEntries(tx, watchlistId);
    if (entries.some(({ assetId }) => assetId === asset.id)) return null;
    if (entries.length >= MAX_WATCHED_ASSETS) {
      return problem(
        409,
        'watchlist_full',
        `The watchlist already holds ${MAX_WATCHED_ASSETS} assets. Remove one first.`,
      );
    }
    await run(tx, sql`insert into watchlist_asset (watchlist_id, asset_id) values (${watchlistId}, ${asset.id})`);
    await noteChange(tx, 'watchlist.asset_added', principal, watchlistId, asset.id);
    return null;
  });
}

/** Removing what is not there changes nothing. */
export async function removeAsset(
  em: Em,
  principal: Principal,
  watchlistId: string,
  symbol: string,
): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const refused = await lockOwn(tx, principal, watchlistId);
    if (refused) return refused;
    const removed = await row<{ asset_id: number }>(
      tx,
      sql`delete from watchlist_asset i using asset s
          where i.watchlist_id = ${watchlistId} and s.id = i.asset_id and s.symbol = ${symbol} returning i.asset_id`,
    );
    if (removed) await noteChange(tx, 'watchlist.asset_removed', principal, watchlistId, removed.asset_id);
    return null;
  });
}

async function noteChange(
  tx: Em,
  name: 'watchlist.asset_added' | 'watchlist.asset_removed',
  { userId }: Principal,
  watchlistId: string,
  assetId: number,
): Promise<void> {
  await run(tx, sql`update watchlist set updated_at = now() where id = ${watchlistId}`);
  await recordEvent(tx, { name, userId, properties: { watchlistId, assetId } });
}

/** The ids of what many people watch, each asset once a person, in one statement. Anyone who watches nothing is missing. */
export async function findWatchedIds(em: Em, userIds: readonly string[]): Promise<Map<string, readonly number[]>> {
  if (userIds.length === 0) return new Map();
  const found = await rows<{ userId: string; assetIds: number[] }>(
    em,
    sql`select w.user_id as "userId", json_agg(distinct i.asset_id) as "assetIds"
        from watchlist w join watchlist_asset i on i.watchlist_id = w.id
        where w.user_id = any(${[...userIds]}::uuid[]) group by w.user_id`,
  );
  return new Map(found.map(({ userId, assetIds }) => [userId, assetIds]));
}

/** Which of these people watch anything, in one statement. */
export async function findWatchers(em: Em, userIds: readonly string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const found = await rows<{ id: string }>(
    em,
    sql`select asked.id from unnest(${[...userIds]}::uuid[]) as asked (id)
        where exists (select from watchlist w join watchlist_asset i on i.watchlist_id = w.id where w.user_id = asked.id)`,
  );
  return new Set(found.map(({ id }) => id));
}

/** The assets that most people watch, in one statement over all lists. */
export async function findMostWatched(em: Em, limit: number): Promise<number[]> {
  const found = await rows<{ asset_id: number }>(
    em,
    sql`select asset_id from watchlist_asset group by asset_id order by count(*) desc, asset_id limit ${limit}`,
  );
  return found.map((entry) => entry.asset_id);
}
