import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { changePercent, wasRight } from '../../../../src/features/community/calls/calls.domain.ts';
import type { ListedCall } from '../../../../src/features/community/calls/calls.schema.ts';
import type { PostView } from '../../../../src/features/community/posts/posts.schema.ts';
import { firstPrices } from '../../../../src/features/market/prices/price-lookup.reads.ts';
import { recordStatements } from '../../../support/statement-log.ts';
import { createDiscussionFixture, type DiscussionFixture, type Person } from '../support.ts';

const recorder = recordStatements();
let app: DiscussionFixture;
let author: Person;
let symbol = '';
let index = '';
let round = 0;
beforeAll(async () => {
  app = await createDiscussionFixture();
});
afterAll(() => app.close());
beforeEach(async () => {
  round += 1;
  [symbol, index] = [`NV${round}`, `IX${round}`];
  author = await app.person();
  await app.asset(symbol, 100);
  await app.asset(index, 5_000);
  app.told.length = 0;
});

/** Publishes a call on the round's asset, measured against the round's index. */
async function called(direction: 'up' | 'down', horizonHours: number): Promise<PostView> {
  const post = await app.post(author, `$${symbol}`, { call: { symbol, direction, horizonHours } });
  await app.all(
    sql`update post_call set benchmark_asset_id = asset.id, benchmark_price = 5000, benchmark_price_at = now()
        from asset where asset.symbol = ${index} and post_id = ${post.id} returning 1`,
  );
  return post;
}

const calls = async () =>
  (await app.call<{ data: ListedCall[] }>(author, 'GET', `/api/users/${author.id}/calls`)).body.data;
const outcomes = async () => (await calls()).map(({ call }) => call.outcome?.changePercent ?? null);
const resolvedEvents = () => app.all(sql`select 1 from event where name = 'call.resolved' and user_id = ${author.id}`);

describe('a call', () => {
  test('a call stays open until a price at or after its horizon is there', async () => {
    await called('up', 10);
    await app.ingest({
      [symbol]: [
        [1, 150],
        [9.99, 160],
      ],
    });
    expect(await outcomes()).toEqual([null]);
    expect(app.told).toEqual([]);
  });

  test('a call is resolved by the first price at or after its horizon, against the benchmark’s', async () => {
    const post = await called('up', 10);
    await app.ingest({
      [symbol]: [
        [9, 50],
        [11, 110],
        [12, 200],
      ],
      [index]: [
        [9, 1],
        [10.5, 5_100],
        [12, 1],
      ],
    });
    const [listed] = await calls();
    expect(listed?.call).toMatchObject({ status: 'resolved', price: 100, horizonHours: 10 });
    expect(listed?.call.outcome).toEqual({
      close: 110,
      closeAt: expect.any(String),
      changePercent: expect.closeTo(10, 9),
      right: true,
      benchmarkChangePercent: expect.closeTo(2, 9),
      resolvedAt: expect.any(String),
    });
    expect(app.told).toEqual([
      {
        kind: 'call_resolved',
        userId: author.id,
        actorId: null,
        onceKey: `call_resolved:${post.id}`,
        data: { postId: post.id, symbol, direction: 'up', changePercent: expect.closeTo(10, 9), right: true },
      },
    ]);
    expect(await resolvedEvents()).toHaveLength(1);
    expect((await app.call<PostView>(author, 'GET', `/api/posts/${post.id}`)).body.call).toEqual(listed?.call);
  });

  test('a call is resolved by a price at its horizon to the instant', async () => {
    const post = await called('down', 10);
    await app.all(
      sql`update post_call set due_at = date_trunc('second', due_at) where post_id = ${post.id} returning 1`,
    );
    const due = await app.one<{ due_at: Date }>(sql`select due_at from post_call where post_id = ${post.id}`);
    await app.ingest({ [symbol]: [[(due.due_at.getTime() - Date.now()) / 3_600_000 - 0.1, 1]] });
    expect(await outcomes()).toEqual([null]);
    const asset = await app.one<{ id: number }>(sql`select id from asset where symbol = ${symbol}`);
    await app.all(sql`insert into price (asset_id, at, price) values (${asset.id}, ${due.due_at}, 90) returning 1`);
    await app.ingest({ [symbol]: [[20, 500]] });
    expect(await outcomes()).toEqual([expect.closeTo(-10, 9)]);
  });

  test('a call is resolved once, whatever prices follow', async () => {
    await called('up', 1);
    await app.ingest({ [symbol]: [[2, 110]] });
    const before = await calls();
    await app.ingest({ [symbol]: [[3, 50]] });
    await Promise.all([4, 5, 6].map((hours) => app.ingest({ [symbol]: [[hours, hours]] })));
    expect(await calls()).toEqual(before);
    expect(app.told).toHaveLength(1);
    expect(await resolvedEvents()).toHaveLength(1);
  });

  test('a call is resolved once when ingests race', async () => {
    for (const hours of [1, 2, 3]) await called('up', hours);
    await Promise.all([4, 5, 6, 7].map((hours) => app.ingest({ [symbol]: [[hours, 100 + hours]] })));
    expect(app.told).toHaveLength(3);
    expect(await resolvedEvents()).toHaveLength(3);
  });

  test('a call is resolved though its post is deleted, and listed without the text', async () => {
    const post = await called('down', 1);
    await app.call(author, 'DELETE', `/api/posts/${post.id}`);
    await app.ingest({ [symbol]: [[2, 90]] });
    expect(await calls()).toEqual([
      {
        postId: post.id,
        body: null,
        publishedAt: post.createdAt,
        call: expect.objectContaining({ status: 'resolved' }),
      },
    ]);
    expect(app.told).toHaveLength(1);
  });

  test('a price resolves no call on another asset', async () => {
    await called('up', 1);
    await app.ingest({ [index]: [[2, 5_100]] });
    expect(await outcomes()).toEqual([null]);
  });

  test('the resolution of a call is rolled back with the ingest', async () => {
    await called('up', 1);
    await expect(app.ingest({ [symbol]: [[2, 110]], NOPE: [[2, 1]] })).rejects.toThrow('no asset');
    expect(await outcomes()).toEqual([null]);
    expect(await resolvedEvents()).toHaveLength(0);
  });
});

describe('the benchmark', () => {
  const benchmark = async () => (await calls())[0]?.call.outcome?.benchmarkChangePercent;

  test('the price of the benchmark may come before that of the asset', async () => {
    await called('up', 1);
    await app.ingest({ [index]: [[2, 5_500]] });
    await app.ingest({ [symbol]: [[3, 110]] });
    expect(await benchmark()).toBeCloseTo(10, 9);
  });

  test('the price of the benchmark may come last, and is filled in without a second notification', async () => {
    await called('up', 1);
    await app.ingest({ [symbol]: [[2, 110]] });
    expect(await benchmark()).toBeNull();
    await app.ingest({
      [index]: [
        [0.5, 1],
        [1.5, 4_500],
      ],
    });
    expect(await benchmark()).toBeCloseTo(-10, 9);
    await app.ingest({ [index]: [[3, 1]] });
    expect(await benchmark()).toBeCloseTo(-10, 9);
    expect(app.told).toHaveLength(1);
  });
});

test('a thousand calls are resolved in as many statements as one', async () => {
  const post = await called('up', 1);
  const many = () =>
    app.all(
      sql`insert into post_call (post_id, author_id, asset_id, direction, horizon_hours, price, price_at, benchmark_asset_id,
            benchmark_price, benchmark_price_at, due_at)
          select uuidv7(), author_id, asset_id, case n % 2 when 0 then 'up' else 'down' end, 1, price, price_at,
            benchmark_asset_id, benchmark_price, benchmark_price_at, due_at + n * interval '1 second'
          from post_call, generate_series(1, 1000) as n where post_id = ${post.id} returning 1`,
    );
  const count = async (prices: Parameters<DiscussionFixture['ingest']>[0]) => {
    const sent = await recorder.during(() => app.ingest(prices));
    return sent.filter(({ text }) => !/insert into price|from asset where symbol/.test(text)).length;
  };
  const one = await count({ [symbol]: [[1.01, 101]], [index]: [[1.01, 5_001]] });
  await many();
  const thousand = await count({ [symbol]: [[9, 102]], [index]: [[9, 5_002]] });
  expect(app.told).toHaveLength(1_001);
  expect(thousand).toBe(one);
  expect(one).toBeLessThanOrEqual(8);
  expect(
    await app.one(
      sql`select count(*)::int as resolved, count(*) filter (where "right")::int as "right", count(benchmark_close)::int as measured
          from post_call where author_id = ${author.id}`,
    ),
  ).toEqual({ resolved: 1_001, right: 501, measured: 1_001 });
});

test('first prices are found for many pairs at once, in their order', async () => {
  const assets = new Map<number, number[]>();
  for (const name of ['PA', 'PB', 'PC']) assets.set(await app.asset(`${name}${round}`, null), []);
  const base = Date.parse('2030-01-01T00:00:00Z');
  for (const [id, times] of assets) {
    for (let n = 0; n < 20; n += 1) times.push(base + n * 60_000 * ((id % 3) + 1));
    await app.all(
      sql`insert into price (asset_id, at, price) select ${id}, at, extract(epoch from at)
          from unnest(${times.map((time) => new Date(time))}::timestamptz[]) as at returning 1`,
    );
  }
  const pair = fc.record({
    assetId: fc.constantFrom(...assets.keys(), 999_999),
    minutes: fc.integer({ min: -2, max: 70 }),
    extra: fc.constantFrom(-1, 0, 1),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { maxLength: 30 }), async (pairs) => {
      const wanted = pairs.map(({ assetId, minutes, extra }) => ({ assetId, at: base + minutes * 60_000 + extra }));
      const expected = wanted.map(({ assetId, at }) => {
        const time = assets.get(assetId)?.find((one) => one >= at);
        return time === undefined ? null : { at: time, price: time / 1000 };
      });
      const found = await firstPrices(
        app.em(),
        wanted.map(({ assetId, at }) => ({ assetId, from: new Date(at) })),
      );
      expect(found).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

describe('the rule', () => {
  const price = fc.double({ min: 0.01, max: 1e6, noNaN: true });

  test('up and down are never both right, and one is unless the price stands still', () => {
    fc.assert(
      fc.property(price, price, (from, to) => {
        const right = [wasRight('up', from, to), wasRight('down', from, to)].filter(Boolean).length;
        expect(right).toBe(from === to ? 0 : 1);
      }),
    );
  });

  test('a change in percent leads from one price to the other', () => {
    fc.assert(
      fc.property(price, price, (from, to) => {
        expect(from * (1 + changePercent(from, to) / 100)).toBeCloseTo(to, 4);
      }),
    );
  });
});
