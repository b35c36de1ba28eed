import type { Em } from '../../platform/db/sql.ts';
import {
  type CallsOfPeriod,
  type DecidedCall,
  findActiveAuthors,
  findCallsOfPeriod,
  findMostDiscussed,
  findPublishedPosts,
  type PublishedPosts,
} from '../community/author-weeks.service.ts';
import { findPriceMoves, type PriceMove } from '../market/price-moves.service.ts';
import { findQuotesById } from '../market/quotes.service.ts';
import { findMostWatched, findWatchedIds, findWatchers } from '../market/watchlists.service.ts';

/** Somebody and the week that their digest is about, its end not included. */
export interface DigestUser {
  id: string;
  from: Date;
  to: Date;
}

export interface DigestCall extends Omit<DecidedCall, 'assetId'> {
  symbol: string;
}

/** What there is to say to one person. */
export interface DigestContent {
  /** What they watch and what became of it: the biggest moves first, then what has no change to tell. */
  watchlist: readonly PriceMove[];
  /** What moved most of that which people watch and post about; the same for all with the same week. */
  movers: readonly PriceMove[];
  posts: PublishedPosts | null;
  calls: (Omit<CallsOfPeriod, 'latest'> & { latest: readonly DigestCall[] }) | null;
}

/** Tickers of one digest. */
const WATCHLIST_ROWS = 10;
const MOVERS_ROWS = 5;
/** Of how many of the most watched and the most discussed assets the movers are taken. */
const MOVER_CANDIDATES = 50;
/** Moves that are kept from page to page; beyond that they are read again. */
const CACHED_MOVES = 20_000;

type Week = Pick<DigestUser, 'from' | 'to'>;

const weekKey = ({ from, to }: Week) => `${from.getTime()}:${to.getTime()}`;

function byMove(a: PriceMove, b: PriceMove): number {
  return Math.abs(b.changePercent ?? -1) - Math.abs(a.changePercent ?? -1) || (a.symbol < b.symbol ? -1 : 1);
}

function biggest(moves: readonly PriceMove[], rows: number): PriceMove[] {
  // What has no price comes after a price that stands still.
  const rank = (move: PriceMove) => (move.changePercent !== null ? 0 : move.price !== null ? 1 : 2);
  return moves.toSorted((a, b) => rank(a) - rank(b) || byMove(a, b)).slice(0, rows);
}

/**
 * Those to whom there is nothing to say: they watch nothing, and had no post and no call in their week. Two statements,
 * however many they are.
 */
export async function findEmpty(em: Em, users: readonly DigestUser[]): Promise<Set<string>> {
  const watching = await findWatchers(
    em,
    users.map(({ id }) => id),
  );
  const others = users.filter(({ id }) => !watching.has(id));
  const active = await findActiveAuthors(em, others);
  return new Set(others.filter(({ id }) => !active.has(id)).map(({ id }) => id));
}

/** Reads what digests say, page by page of one run: what people share is read once for all of them. */
export class DigestContents {
  readonly #moves = new Map<string, PriceMove>();
  readonly #movers = new Map<string, readonly PriceMove[]>();
  #mostWatched: readonly number[] | null = null;

  /**
   * @returns by user; whoever has nothing of their own (see {@link findEmpty}) is missing. At most seven statements, however
   * many people and weeks there are
   */
  async read(em: Em, users: readonly DigestUser[]): Promise<Map<string, DigestContent>> {
    const watched = await findWatchedIds(
      em,
      users.map(({ id }) => id),
    );
    const posts = await findPublishedPosts(em, users);
    const calls = await findCallsOfPeriod(em, users);
    const told = users.filter(({ id }) => watched.has(id) || posts.has(id) || calls.has(id));
    const weeks = [...new Map(told.map((user) => [weekKey(user), user])).values()].filter(
      (week) => !this.#movers.has(weekKey(week)),
    );
    const candidates = await this.#candidates(em, weeks);
    const wanted = told.flatMap((user) => (watched.get(user.id) ?? []).map((assetId) => ({ ...user, assetId })));
    const moves = await this.#readMoves(em, [...wanted, ...candidates]);
    const candidatesOf = Map.groupBy(candidates, weekKey);
    for (const week of weeks) {
      const moved = (candidatesOf.get(weekKey(week)) ?? []).map((one) => moves(one));
      const known = moved.filter(({ changePercent }) => changePercent !== null);
      this.#movers.set(weekKey(week), biggest(known, MOVERS_ROWS));
    }
    const symbols = await symbolsOf(em, [...calls.values()]);
    return new Map(
      told.map((user) => {
        const theirs = (watched.get(user.id) ?? []).map((assetId) => moves({ ...user, assetId }));
        const content: DigestContent = {
          watchlist: biggest(theirs, WATCHLIST_ROWS),
          movers: this.#movers.get(weekKey(user)) ?? [],
          posts: posts.get(user.id) ?? null,
          calls: named(calls.get(user.id), symbols),
        };
        return [user.id, content];
      }),
    );
  }

  /** What may be among the movers of these weeks. */
  async #candidates(em: Em, weeks: readonly Week[]): Promise<(Week & { assetId: number })[]> {
    if (weeks.length === 0) return [];
    this.#mostWatched ??= await findMostWatched(em, MOVER_CANDIDATES);
    const discussed = await findMostDiscussed(em, weeks, MOVER_CANDIDATES);
    return weeks.flatMap(({ from, to }, index) =>
      [...new Set([...(this.#mostWatched ?? []), ...(discussed[index] ?? [])])].map((assetId) => ({
        from,
        to,
        assetId,
      })),
    );
  }

  /** Reads the moves that are not known yet, each once. @returns a lookup for all that were wanted */
  async #readMoves(em: Em, wanted: readonly (Week & { assetId: number })[]) {
    const keyOf = (one: Week & { assetId: number }) => `${one.assetId}:${weekKey(one)}`;
    const distinct = new Map(wanted.map((one) => [keyOf(one), one]));
    const found = new Map<string, PriceMove>();
    for (const key of distinct.keys()) {
      const known = this.#moves.get(key);
      if (known) found.set(key, known);
    }
    const missing = [...distinct].filter(([key]) => !found.has(key));
    const read = await findPriceMoves(
      em,
      missing.map(([, one]) => one),
    );
    if (this.#moves.size + read.length > CACHED_MOVES) this.#moves.clear();
    for (const [index, [key]] of missing.entries()) {
      const move = read[index] as PriceMove;
      found.set(key, move);
      if (this.#moves.size < CACHED_MOVES) this.#moves.set(key, move);
    }
    return (one: Week & { assetId: number }): PriceMove => found.get(keyOf(one)) as PriceMove;
  }
}

async function symbolsOf(em: Em, calls: readonly CallsOfPeriod[]): Promise<Map<number, string>> {
  const ids = new Set(calls.flatMap(({ latest }) => latest.map(({ assetId }) => assetId)));
  const quotes = await findQuotesById(em, [...ids]);
  return new Map([...quotes].map(([id, { symbol }]) => [id, symbol]));
}

function named(calls: CallsOfPeriod | undefined, symbols: ReadonlyMap<number, string>): DigestContent['calls'] {
  if (!calls) return null;
  const latest = calls.latest.map(({ assetId, ...call }) => ({ ...call, symbol: symbols.get(assetId) ?? '' }));
  return { ...calls, latest };
}
