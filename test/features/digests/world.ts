import { sql } from 'kysely';
import { firstIdAt, newId } from '../../../src/platform/db/ids.ts';
import { type Em, rows, run } from '../../../src/platform/db/sql.ts';
import { addUsers } from '../../support/users.ts';

/** A small world in memory and in the database, to compute digests of in two ways. */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Monday, midnight in UTC. */
export const END = Date.UTC(2026, 2, 2);
export const BEGIN = END - 7 * DAY;

export interface WorldAsset {
  id: number;
  symbol: string;
  prices: { at: number; price: number }[];
}
export interface WorldPost {
  id: string;
  author: string;
  at: number;
  body: string | null;
  likes: number;
  comments: number;
  assets: number[];
}
export interface WorldCall {
  post: WorldPost;
  asset: number;
  direction: 'up' | 'down';
  resolvedAt: number | null;
  change: number;
  right: boolean;
  benchmark: number | null;
}
export interface World {
  users: { id: string; from: Date; to: Date }[];
  assets: WorldAsset[];
  watched: Map<string, Set<number>>;
  posts: WorldPost[];
  calls: WorldCall[];
}

/** Numbers from 0 to below 1, the same for each seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An id as one made at that instant. */
export function idAt(at: number): string {
  return firstIdAt(new Date(at)).slice(0, 14) + newId().slice(14);
}

/** Prices before, in and after the week, in some of these times, or in none; some are zero. */
function pricesOf(random: () => number): WorldAsset['prices'] {
  const spans = [
    [BEGIN - 30 * DAY, BEGIN],
    [BEGIN, END],
    [END, END + 2 * DAY],
  ] as const;
  const found = new Map<number, number>();
  for (const [from, to] of spans) {
    const many = random() < 0.3 ? 0 : Math.ceil(random() * 12);
    for (let n = 0; n < many; n += 1) {
      // Every now and then just at the edge.
      const at = random() < 0.1 ? from : from + Math.floor(random() * (to - from));
      found.set(at, random() < 0.08 ? 0 : Math.round(random() * 10_000) / 100);
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([at, price]) => ({ at, price }));
}

export async function createWorld(em: Em, size: { users: number; assets: number; seed: number }): Promise<World> {
  const random = randomOf(size.seed);
  const pick = (below: number) => Math.floor(random() * below);
  const users = Array.from({ length: size.users }, (_, n) => {
    // Weeks of people east of Greenwich are over earlier.
    const offset = (n % 3) * 5 * HOUR;
    return { id: newId(), from: new Date(BEGIN - offset), to: new Date(END - offset) };
  });
  const symbols = Array.from({ length: size.assets }, (_, n) => `S${size.seed}X${n}`);
  const made = await rows<{ id: number; symbol: string }>(
    em,
    sql`insert into asset (symbol, name) select symbol, symbol || ' Inc.' from unnest(${symbols}::text[]) as symbol returning id, symbol`,
  );
  const assets = made.map(({ id, symbol }) => ({ id, symbol, prices: pricesOf(random) }));
  const prices = assets.flatMap(({ id, prices: theirs }) => theirs.map((price) => ({ id, ...price })));
  await run(
    em,
    sql`insert into price (asset_id, at, price)
        select * from unnest(${prices.map(({ id }) => id)}::int[], ${prices.map(({ at }) => new Date(at))}::timestamptz[],
          ${prices.map(({ price }) => price)}::float8[])`,
  );
  await addUsers(
    em,
    users.map(({ id }) => ({ id })),
  );
  const watched = new Map<string, Set<number>>();
  const lists: { list: string; user: string; asset: number }[] = [];
  for (const { id } of users) {
    if (random() < 0.4) continue;
    const theirs = new Set<number>();
    for (const list of [newId(), newId()].slice(0, 1 + pick(2))) {
      const seen = new Set<number>();
      for (let n = pick(14); n >= 0; n -= 1)
        seen.add((assets[Math.floor(random() ** 2 * assets.length)] as WorldAsset).id);
      for (const asset of seen) {
        theirs.add(asset);
        lists.push({ list, user: id, asset });
      }
    }
    watched.set(id, theirs);
  }
  const heads = new Map(lists.map(({ list, user }) => [list, user]));
  await run(
    em,
    sql`insert into watchlist (id, user_id, name)
        select id, user_id, 'List' from unnest(${[...heads.keys()]}::uuid[], ${[...heads.values()]}::uuid[]) as l (id, user_id)`,
  );
  await run(
    em,
    sql`insert into watchlist_asset (watchlist_id, asset_id)
        select * from unnest(${lists.map(({ list }) => list)}::uuid[], ${lists.map(({ asset }) => asset)}::int[])`,
  );
  const posts = users.flatMap(({ id }) =>
    Array.from({ length: random() < 0.5 ? 0 : pick(8) }, (): WorldPost => {
      const at = BEGIN - 5 * DAY + pick(14 * DAY);
      const body = random() < 0.1 ? null : `Post ${pick(1_000_000)} <b>&</b>\n.`;
      const about = new Set(Array.from({ length: pick(3) }, () => (assets[pick(assets.length)] as WorldAsset).id));
      return {
        id: idAt(at),
        author: id,
        at,
        body,
        likes: random() < 0.4 ? 0 : pick(6),
        comments: pick(3),
        assets: body === null ? [] : [...about],
      };
    }),
  );
  await insertPosts(em, posts);
  const calls = posts.flatMap((post): WorldCall[] => {
    if (random() < 0.5) return [];
    const change = Math.round((random() - 0.5) * 2_000) / 100;
    const resolvedAt = random() < 0.4 ? null : post.at + pick(8 * DAY);
    return [
      {
        post,
        asset: (assets[pick(assets.length)] as WorldAsset).id,
        direction: random() < 0.5 ? 'up' : 'down',
        resolvedAt,
        change,
        right: change > 0,
        benchmark: random() < 0.5 ? null : 1.5,
      },
    ];
  });
  await insertCalls(em, calls);
  return { users, assets, watched, posts, calls };
}

async function insertPosts(em: Em, posts: readonly WorldPost[]): Promise<void> {
  await run(
    em,
    sql`insert into post (id, author_id, body, sentiment, created_at, like_count, comment_count, deleted_at)
        select id, author, body, 'neutral', at, likes, comments, case when body is null then at end
        from unnest(${posts.map(({ id }) => id)}::uuid[], ${posts.map(({ author }) => author)}::uuid[],
          ${posts.map(({ body }) => body)}::text[], ${posts.map(({ at }) => new Date(at))}::timestamptz[],
          ${posts.map(({ likes }) => likes)}::int[], ${posts.map(({ comments }) => comments)}::int[])
          as p (id, author, body, at, likes, comments)`,
  );
  const about = posts.flatMap(({ id, assets }) => assets.map((asset) => ({ id, asset })));
  await run(
    em,
    sql`insert into post_ticker (asset_id, post_id, explicit)
        select asset, id, true from unnest(${about.map(({ asset }) => asset)}::int[], ${about.map(({ id }) => id)}::uuid[])
          as a (asset, id)`,
  );
}

async function insertCalls(em: Em, calls: readonly WorldCall[]): Promise<void> {
  await run(
    em,
    sql`insert into post_call (post_id, author_id, asset_id, direction, horizon_hours, price, price_at, created_at, due_at, status,
          close, close_at, change_percent, "right", benchmark_change_percent, resolved_at)
        select id, author, asset, direction, 24, 100, at, at, at + interval '1 day',
          case when resolved is null then 'open' else 'resolved' end, case when resolved is not null then 100 end, resolved,
          case when resolved is not null then change end, case when resolved is not null then was_right end,
          case when resolved is not null then benchmark end, resolved
        from unnest(${calls.map(({ post }) => post.id)}::uuid[], ${calls.map(({ post }) => post.author)}::uuid[],
          ${calls.map(({ asset }) => asset)}::int[], ${calls.map(({ direction }) => direction)}::text[],
          ${calls.map(({ post }) => new Date(post.at))}::timestamptz[],
          ${calls.map(({ resolvedAt }) => (resolvedAt === null ? null : new Date(resolvedAt)))}::timestamptz[],
          ${calls.map(({ change }) => change)}::float8[], ${calls.map(({ right }) => right)}::boolean[],
          ${calls.map(({ benchmark }) => benchmark)}::float8[])
          as c (id, author, asset, direction, at, resolved, change, was_right, benchmark)`,
  );
}
