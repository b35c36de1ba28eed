import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { entities } from '../../../src/composition/entities.ts';
import { type DigestContent, DigestContents, findEmpty } from '../../../src/features/digests/digest-content.reads.ts';
import { findPriceCurves } from '../../../src/features/market/prices/price-moves.reads.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { run } from '../../../src/platform/db/sql.ts';
import { createDatabase, type TestDatabase, testDatabaseConfig } from '../../support/database.ts';
import { recordStatements } from '../../support/statement-log.ts';
import { createWorld, END, HOUR, type World, type WorldAsset, type WorldPost } from './world.ts';

const recorder = recordStatements();
let database: TestDatabase;
let orm: Orm;
let world: World;
let contents: Map<string, DigestContent>;

const em = () => orm.em.fork();

beforeAll(async () => {
  database = await createDatabase();
  orm = createOrm(testDatabaseConfig(database.url), entities);
  world = await createWorld(em(), { users: 300, assets: 60, seed: 7 });
  contents = await new DigestContents().read(em(), world.users);
}, 120_000);
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

type Week = { from: Date; to: Date };
const within = (at: number, { from, to }: Week) => at >= from.getTime() && at < to.getTime();
const assetOf = (id: number) => world.assets.find((asset) => asset.id === id) as WorldAsset;

/** The change of a week as one would compute it by hand. */
function moveOf({ prices }: WorldAsset, week: Week): { price: number | null; change: number | null } {
  const inside = prices.filter(({ at }) => within(at, week));
  const last = inside.at(-1);
  if (!last) return { price: null, change: null };
  const before = prices.filter(({ at }) => at < week.from.getTime()).at(-1);
  const begin = before ?? (inside.length > 1 ? inside[0] : undefined);
  return { price: last.price, change: begin && begin.price !== 0 ? (last.price / begin.price - 1) * 100 : null };
}

const size = (change: number | null, price: number | null) =>
  change !== null ? Math.abs(change) : price !== null ? -1 : -2;

const postsOf = (id: string, week: Week): WorldPost[] =>
  world.posts.filter(({ author, at, body }) => author === id && body !== null && within(at, week));
const callsOf = (id: string) => world.calls.filter(({ post }) => post.author === id);
const decidedOf = (id: string, week: Week) =>
  callsOf(id).filter(({ resolvedAt }) => resolvedAt !== null && within(resolvedAt, week));

/** As far as two ways of computing agree. */
const rounded = (value: number | null) => (value === null ? null : value.toFixed(8));

function isEmpty({ id, ...week }: World['users'][number]): boolean {
  const called = callsOf(id).some(({ post }) => within(post.at, week)) || decidedOf(id, week).length > 0;
  return !world.watched.has(id) && postsOf(id, week).length === 0 && !called;
}

test('the biggest moves of a watchlist come first, each as computed by hand', () => {
  let told = 0;
  for (const [id, content] of contents) {
    const user = world.users.find((one) => one.id === id) as World['users'][number];
    const moves = [...(world.watched.get(id) ?? [])].map((asset) => ({ asset, ...moveOf(assetOf(asset), user) }));
    const sizes = moves
      .map(({ change, price }) => size(change, price))
      .sort((a, b) => b - a)
      .slice(0, 10);
    expect(content.watchlist.map((row) => rounded(size(row.changePercent, row.price)))).toEqual(sizes.map(rounded));
    for (const row of content.watchlist) {
      const { price, change } = moves.find(({ asset }) => asset === row.assetId) as (typeof moves)[number];
      expect(row).toMatchObject({ price, symbol: assetOf(row.assetId).symbol, currency: 'USD' });
      expect(rounded(row.changePercent)).toBe(rounded(change));
      told += 1;
    }
  }
  expect(told).toBeGreaterThan(500);
});

/** What is to be told of somebody's own posts. */
function saidOf(posts: readonly WorldPost[]): DigestContent['posts'] {
  if (posts.length === 0) return null;
  const best = posts.toSorted((a, b) => b.likes - a.likes || (a.id < b.id ? 1 : -1))[0] as WorldPost;
  return {
    published: posts.length,
    likes: posts.reduce((sum, { likes }) => sum + likes, 0),
    comments: posts.reduce((sum, { comments }) => sum + comments, 0),
    best: best.likes === 0 ? null : { text: String(best.body), likes: best.likes },
  };
}

test('own posts of the week are counted, and the one with most likes is told', () => {
  for (const user of world.users) {
    expect(contents.get(user.id)?.posts ?? null).toEqual(saidOf(postsOf(user.id, user)));
  }
});

/** What is to be told of somebody's calls. */
function toldOf(id: string, week: Week): DigestContent['calls'] {
  const opened = callsOf(id).filter(({ post }) => within(post.at, week));
  const decided = decidedOf(id, week);
  if (opened.length + decided.length === 0) return null;
  const latest = decided
    .toSorted((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0))
    .slice(0, 5)
    .map(({ asset, direction, right, change, benchmark }) => ({
      symbol: assetOf(asset).symbol,
      direction,
      right,
      changePercent: change,
      benchmarkChangePercent: benchmark,
    }));
  return { opened: opened.length, decided: decided.length, right: decided.filter(({ right }) => right).length, latest };
}

test('calls are told that were opened or decided in the week, with their return and that of the benchmark', () => {
  const expected = world.users.map((user) => toldOf(user.id, user));
  expect(world.users.map(({ id }) => contents.get(id)?.calls ?? null)).toEqual(expected);
  expect(expected.filter((calls) => calls !== null && calls.decided > 0).length).toBeGreaterThan(20);
});

test('movers are the biggest moves among what most people watch or posted about, the same for all with one week', () => {
  const watchers = (id: number) => [...world.watched.values()].filter((theirs) => theirs.has(id)).length;
  for (const [, users] of Map.groupBy(world.users, ({ from }) => from.getTime())) {
    const week = users[0] as World['users'][number];
    const posted = (id: number) =>
      new Set(
        world.posts.filter(({ at, assets }) => within(at, week) && assets.includes(id)).map(({ author }) => author),
      ).size;
    const most = (count: (id: number) => number) =>
      world.assets
        .filter(({ id }) => count(id) > 0)
        .toSorted((a, b) => count(b.id) - count(a.id) || a.id - b.id)
        .slice(0, 50);
    const expected = [...new Set([...most(watchers), ...most(posted)])]
      .map((asset) => ({ symbol: asset.symbol, change: moveOf(asset, week).change }))
      .filter(({ change }) => change !== null)
      .toSorted((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0))
      .slice(0, 5)
      .map(({ change }) => Math.abs(change ?? 0));
    const lists = new Set(users.flatMap(({ id }) => contents.get(id)?.movers ?? []));
    expect(lists.size).toBe(5);
    expect([...lists].map(({ changePercent }) => rounded(Math.abs(changePercent ?? 0)))).toEqual(expected.map(rounded));
  }
});

describe('a user without watched assets, posts and calls', () => {
  test('a user without watched assets, posts and calls is left out, however much moves elsewhere; no other is', async () => {
    const empty = world.users.filter(isEmpty).map(({ id }) => id);
    expect(empty.length).toBeGreaterThan(10);
    expect([...(await findEmpty(em(), world.users))].sort()).toEqual(empty.sort());
    expect(
      world.users
        .filter(({ id }) => !contents.has(id))
        .map(({ id }) => id)
        .sort(),
    ).toEqual(empty);
  });

  test('without users no week is empty, and no statement is made', async () => {
    expect(await recorder.during(async () => expect((await findEmpty(em(), [])).size).toBe(0))).toEqual([]);
    expect((await new DigestContents().read(em(), [])).size).toBe(0);
  });

  test('the week of a user with an empty watchlist is empty too', async () => {
    const user = { id: newId(), from: new Date(END - HOUR), to: new Date(END) };
    await run(em(), sql`insert into watchlist (user_id, name) values (${user.id}, 'Empty')`);
    expect(await findEmpty(em(), [user])).toEqual(new Set([user.id]));
  });
});

test('weeks are read in as many statements for ten people as for all', async () => {
  const few = await recorder.during(() => new DigestContents().read(em(), world.users.slice(0, 10)));
  const all = await recorder.during(() => new DigestContents().read(em(), world.users));
  expect(few.length).toBe(7);
  expect(all.length).toBe(7);
  const empty = await recorder.during(() => findEmpty(em(), world.users));
  expect(empty.length).toBe(2);
});

test('figures that people share are read once in a run', async () => {
  const run = new DigestContents();
  const first = await run.read(em(), world.users.slice(0, 150));
  const rest = await recorder.during(async () => {
    const found = await run.read(em(), world.users.slice(0, 150));
    expect(found).toEqual(first);
  });
  // Watchlists, posts, calls and their symbols; no moves and no movers.
  expect(rest.length).toBe(4);
});

test('a page that could not be read takes nothing from those after it', async () => {
  const whole = await new DigestContents().read(em(), world.users);
  for (let failing = 1; failing <= 7; failing++) {
    const run = new DigestContents();
    const broken = em();
    let statements = 0;
    jest.spyOn(broken, 'getKysely').mockImplementation(() => {
      statements += 1;
      if (statements === failing) throw new Error('the statement took too long');
      return em().getKysely();
    });
    await expect(run.read(broken, world.users)).rejects.toThrow('took too long');
    expect(await run.read(em(), world.users)).toEqual(whole);
  }
});

test('a curve begins before its week and keeps each price once', async () => {
  for (const asset of world.assets) {
    const week = { from: new Date(END - 168 * HOUR), to: new Date(END) };
    const [ticks = []] = await findPriceCurves(em(), [{ assetId: asset.id, ...week }], 42);
    const steps = Array.from({ length: 43 }, (_, step) => week.from.getTime() + step * 4 * HOUR);
    const expected = new Map(
      steps.flatMap((instant) => {
        const latest = asset.prices.filter(({ at }) => at < instant).at(-1);
        return latest ? [[latest.at, latest.price]] : [];
      }),
    );
    expect(ticks.map(({ at, price }) => [at, price])).toEqual([...expected]);
  }
});
