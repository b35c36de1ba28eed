import type { Em } from '../../platform/db/sql.ts';
import {
  type CallsOfPeriod,
  type DecidedCall,
  findActiveAuthors,
  findCallsOfPeriod,
  findMostDiscussed,
  findPublishedPosts,
  type PublishedPosts,
} from '../community/author-weeks.reads.ts';
import { findQuotesById } from '../market/assets/quotes.reads.ts';
import { findPriceMoves, type PriceMove } from '../market/prices/price-moves.reads.ts';
import { findMostWatched, findWatchedIds, findWatchers } from '../market/watchlists/watchlists.service.ts';

/** Someone and the week that their digest is about, its end not included. */
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
/** Moves that are kept from page to page, the same object each time; with more of them the next page starts again. */
const CACHED_MOVES = 20_000;

/** What is known of a week. */
interface Week {
  from: Date;
  to: Date;
  moves: Map<number, PriceMove>;
  movers: readonly PriceMove[] | null;
}

interface WeekAssets {
  week: Week;
  assetIds: readonly number[];
}

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
  readonly #weeks = new Map<string, Week>();
  #cachedMoves = 0;
  #mostWatched: readonly number[] | null = null;

  /**
   * @returns by user; users who have nothing of their own (see {@link findEmpty}) are missing. At most seven statements, however
   * many people and weeks there are
   */
  async read(em: Em, users: readonly DigestUser[]): Promise<Map<string, DigestContent>> {
    if (this.#cachedMoves > CACHED_MOVES) this.#forget();
    const watched = await findWatchedIds(
      em,
      users.map(({ id }) => id),
    );
    const posts = await findPublishedPosts(em, users);
    const calls = await findCallsOfPeriod(em, users);
    const told = users.flatMap((user) => {
      const assetIds = watched.get(user.id) ?? [];
      const nothing = assetIds.length === 0 && !posts.has(user.id) && !calls.has(user.id);
      return nothing ? [] : [{ id: user.id, week: this.#weekOf(user), assetIds }];
    });
    const weeks = [...new Set(told.map(({ week }) => week))];
    const candidates = await this.#candidates(
      em,
      weeks.filter(({ movers }) => movers === null),
    );
    await this.#readMoves(em, [...told, ...candidates]);
    const movesOf = ({ week, assetIds }: WeekAssets) => assetIds.map((id) => week.moves.get(id) as PriceMove);
    for (const candidate of candidates) {
      const known = movesOf(candidate).filter(({ changePercent }) => changePercent !== null);
      candidate.week.movers = biggest(known, MOVERS_ROWS);
    }
    const symbols = await symbolsOf(em, [...calls.values()]);
    return new Map(
      told.map(({ id, ...theirs }) => {
        const content: DigestContent = {
          watchlist: biggest(movesOf(theirs), WATCHLIST_ROWS),
          movers: theirs.week.movers ?? [],
          posts: posts.get(id) ?? null,
          calls: named(calls.get(id), symbols),
        };
        return [id, content];
      }),
    );
  }

  #forget(): void {
    this.#weeks.clear();
    this.#cachedMoves = 0;
  }

  #weekOf({ from, to }: DigestUser): Week {
    const key = `${from.getTime()}:${to.getTime()}`;
    const week = this.#weeks.get(key) ?? { from, to, moves: new Map(), movers: null };
    this.#weeks.set(key, week);
    return week;
  }

  /** What may be among the movers of these weeks. */
  async #candidates(em: Em, weeks: readonly Week[]): Promise<WeekAssets[]> {
    if (weeks.length === 0) return [];
    this.#mostWatched ??= await findMostWatched(em, MOVER_CANDIDATES);
    const watched = this.#mostWatched;
    const discussed = await findMostDiscussed(em, weeks, MOVER_CANDIDATES);
    return weeks.map((week, index) => ({ week, assetIds: [...new Set([...watched, ...(discussed[index] ?? [])])] }));
  }

  /** Reads the moves that are not known yet, each once. */
  async #readMoves(em: Em, wanted: readonly WeekAssets[]): Promise<void> {
    const missing = new Map<Week, Set<number>>();
    for (const { week, assetIds } of wanted) {
      for (const assetId of assetIds) {
        if (!week.moves.has(assetId)) missing.set(week, (missing.get(week) ?? new Set()).add(assetId));
      }
    }
    const asked = [...missing].flatMap(([week, ids]) => [...ids].map((assetId) => ({ week, assetId })));
    const read = await findPriceMoves(
      em,
      asked.map(({ week: { from, to }, assetId }) => ({ assetId, from, to })),
    );
    for (const [index, { week, assetId }] of asked.entries()) week.moves.set(assetId, read[index] as PriceMove);
    this.#cachedMoves += read.length;
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
