import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { entities } from '../../../../src/composition/entities.ts';
import { eraseWatchlists } from '../../../../src/features/market/watchlists/watchlists.erase.ts';
import { findWatchedIds, getWatchlist } from '../../../../src/features/market/watchlists/watchlists.service.ts';
import { createOrm } from '../../../../src/platform/db/orm.ts';
import { transact } from '../../../../src/platform/db/transaction.ts';
import type { Principal } from '../../../../src/platform/http/principal.ts';
import { testDatabaseConfig } from '../../../support/database.ts';
import { addAssets } from '../../../support/market.ts';
import { recordStatements } from '../../../support/statement-log.ts';
import { createMarketApi, type MarketApi, type Name, PEOPLE } from '../support.ts';

let api: MarketApi;
beforeAll(async () => {
  api = await createMarketApi();
  await addAssets(api.em(), { AAPL: 110, MSFT: 50, NEW: null, 'BRK.B': 500 });
  // The close of the day before is of the Friday before.
  await api.all(sql`update asset set last_price_at = '2026-03-02T09:00:00Z' where last_price is not null returning 1`);
  await api.all(sql`insert into price (asset_id, at, price)
    select id, day, close from asset, (values ('2026-02-26T20:00:00Z'::timestamptz, 90), ('2026-02-27T21:00:00Z', 100),
      ('2026-03-02T00:00:00Z', 105), ('2026-03-02T09:00:00Z', 110)) as prices (day, close) where symbol = 'AAPL'`);
  await api.all(sql`insert into price select id, '2026-03-02T09:00:00Z', 50 from asset where symbol = 'MSFT'`);
});
afterAll(() => api.close());

async function make(who: Name, name: string, order?: number): Promise<string> {
  const answer = await api.call(who, 'POST', '/api/watchlists', { name, ...(order === undefined ? {} : { order }) });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.json));
  return answer.json.id;
}
const put = (who: Name, id: string, symbol: string) =>
  api.call(who, 'PUT', `/api/watchlists/${id}/assets/${encodeURIComponent(symbol)}`);
const read = async (who: Name, id: string) => (await api.call(who, 'GET', `/api/watchlists/${id}`)).json;
const symbols = (list: { assets: { symbol: string }[] }) => list.assets.map(({ symbol }) => symbol);
const events = async (id: string) =>
  (
    await api.all<{ name: string }>(sql`select name from event where properties->>'watchlistId' = ${id} order by id`)
  ).map(({ name }) => name);

describe('a watchlist', () => {
  test('a watchlist is made, renamed, moved, read and deleted', async () => {
    const made = await api.call('ann', 'POST', '/api/watchlists', { name: '  Tech  ' });
    expect(made.headers.get('location')).toBe(`/api/watchlists/${made.json.id}`);
    expect(made.json).toMatchObject({ name: 'Tech', userId: PEOPLE.ann, assetCount: 0 });
    const path = `/api/watchlists/${made.json.id}`;
    const { json: moved } = await api.call('ann', 'PATCH', path, { name: 'Technology', order: 7 });
    expect(moved).toMatchObject({ name: 'Technology', order: 7, createdAt: made.json.createdAt });
    expect((await api.call('ann', 'PATCH', path, { order: 0 })).json).toMatchObject({ name: 'Technology', order: 0 });
    expect(await read('ann', made.json.id)).toMatchObject({ name: 'Technology', assets: [] });
    expect((await api.call('ann', 'DELETE', path)).status).toBe(204);
    for (const method of ['GET', 'DELETE']) expect((await api.call('ann', method, path)).status).toBe(404);
    expect(await events(made.json.id)).toEqual([
      'watchlist.created',
      'watchlist.updated',
      'watchlist.updated',
      'watchlist.deleted',
    ]);
  });

  test('a watchlist holds assets once, whatever is repeated', async () => {
    const id = await make('ann', 'twice');
    for (const symbol of ['MSFT', 'aapl', 'AAPL', 'BRK.B']) expect((await put('ann', id, symbol)).status).toBe(204);
    expect(symbols(await read('ann', id))).toEqual(['MSFT', 'AAPL', 'BRK.B']);
    const remove = (symbol: string) => api.call('ann', 'DELETE', `/api/watchlists/${id}/assets/${symbol}`);
    for (const symbol of ['MSFT', 'MSFT', 'NEVER']) expect((await remove(symbol)).status).toBe(204);
    expect(await read('ann', id)).toMatchObject({ assetCount: 2 });
    expect(await events(id)).toEqual([
      'watchlist.created',
      ...Array.from({ length: 3 }, () => 'watchlist.asset_added'),
      'watchlist.asset_removed',
    ]);
  });

  test('a watchlist knows the latest price and the change since the close of the day before', async () => {
    const id = await make('ann', 'prices');
    for (const symbol of ['AAPL', 'MSFT', 'NEW']) await put('ann', id, symbol);
    const { assets } = await read('ann', id);
    expect(assets[0]).toMatchObject({
      symbol: 'AAPL',
      name: 'AAPL Inc.',
      price: 110,
      previousClose: 100,
      currency: 'USD',
    });
    expect(assets[0].changePercent).toBeCloseTo(10, 10);
    expect(assets[0].priceAt).toBe('2026-03-02T09:00:00.000Z');
    expect(assets[1]).toMatchObject({ price: 50, previousClose: null, changePercent: null });
    expect(assets[2]).toMatchObject({ price: null, priceAt: null, previousClose: null, changePercent: null });
  });

  test.each([
    [{}, 'body.name'],
    [{ name: '' }, 'body.name'],
    [{ name: 'two\nlines' }, 'body.name'],
    [{ name: 'x'.repeat(81) }, 'body.name'],
    [{ name: 'x', order: -1 }, 'body.order'],
    [{ name: 'x', order: 1.5 }, 'body.order'],
    [{ name: 'x', colour: 'red' }, 'body.colour'],
  ])('the watchlist %j is refused by its field', async (body, field) => {
    const answer = await api.call('ann', 'POST', '/api/watchlists', body);
    expect([answer.status, answer.json.errors[0].field]).toEqual([400, field]);
  });

  test('a watchlist refuses an empty change, and an unknown asset', async () => {
    const id = await make('ann', 'refusals');
    expect((await api.call('ann', 'PATCH', `/api/watchlists/${id}`, {})).status).toBe(400);
    expect((await put('ann', id, 'NEVER')).status).toBe(404);
    expect((await put('ann', id, 'no symbol')).status).toBe(400);
    expect((await read('ann', id)).assetCount).toBe(0);
  });

  test('a watchlist is made once by an idempotency key', async () => {
    const twins = await Promise.all(
      [1, 2].map(() => api.call('ann', 'POST', '/api/watchlists', { name: 'once' }, 'the-key')),
    );
    expect(new Set(twins.map(({ status, json }) => `${status} ${json.id}`)).size).toBe(1);
  });
});

test('watchlists come in their order, page by page, also when one is made in between', async () => {
  const names = ['c', 'a', 'b', 'd'];
  for (const [i, name] of names.entries()) await make('moderator', name, i === 3 ? 0 : 10 - i);
  await make('moderator', 'last');
  const first = (await api.call('moderator', 'GET', '/api/watchlists?limit=2')).json;
  await make('moderator', 'first of all', 0);
  const second = (await api.call('moderator', 'GET', `/api/watchlists?limit=100&cursor=${first.nextCursor}`)).json;
  const seen = [...first.data, ...second.data].map(({ name }: { name: string }) => name);
  expect(seen).toEqual(['d', 'b', 'a', 'c', 'last']);
  expect(second.nextCursor).toBeNull();
});

describe('limits', () => {
  test('a user has 50 lists at most, also for two at once', async () => {
    await api.all(
      sql`insert into watchlist (user_id, name) select ${PEOPLE.bob}::uuid, 'x' from generate_series(1, 49)`,
    );
    const answers = await Promise.all(
      [1, 2, 3].map(() => api.call('bob', 'POST', '/api/watchlists', { name: 'one more' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.json.code).toBe('too_many_watchlists');
  });

  test('a list has 200 assets at most, also for two at once; an asset of the list may be put again', async () => {
    const id = await make('ann', 'full');
    await addAssets(api.em(), Object.fromEntries(Array.from({ length: 199 }, (_, i) => [`F${i}`, 1])));
    await api.all(sql`insert into watchlist_asset (watchlist_id, asset_id)
      select ${id}::uuid, id from asset where symbol like 'F%'`);
    const answers = await Promise.all(['AAPL', 'MSFT'].map((symbol) => put('ann', id, symbol)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(answers.find(({ status }) => status === 409)?.json.code).toBe('watchlist_full');
    expect((await put('ann', id, 'F7')).status).toBe(204);
    expect((await read('ann', id)).assets).toHaveLength(200);
  });
});

test('reading a list takes three statements, however long it is', async () => {
  const recorder = recordStatements();
  const orm = createOrm(testDatabaseConfig(api.databaseUrl), entities); // its clients are recorded
  const ann: Principal = { kind: 'user', userId: PEOPLE.ann, role: 'user', sessionId: 's' };
  const lists = await api.all<{ id: string; n: number }>(
    sql`select w.id, count(i)::int as n from watchlist w left join watchlist_asset i on i.watchlist_id = w.id
        where user_id = ${PEOPLE.ann} group by 1 order by 2`,
  );
  const counts: number[] = [];
  for (const { id } of [lists.find(({ n }) => n > 0), lists.at(-1)] as { id: string }[]) {
    counts.push((await recorder.during(() => getWatchlist(orm.em.fork(), ann, id))).length);
  }
  await orm.close(true);
  expect(counts).toEqual([3, 3]);
});

test('the assets that most people watch are found at once, each once a person', async () => {
  const [one, two] = [await make('admin', 'one'), await make('admin', 'two')];
  for (const [id, symbol] of [
    [one, 'MSFT'],
    [one, 'AAPL'],
    [two, 'AAPL'],
  ] as const)
    await put('admin', id, symbol);
  const watched = await findWatchedIds(api.em(), [PEOPLE.admin, PEOPLE.ann, PEOPLE.moderator]);
  const known = await api.all<{ id: number }>(sql`select id from asset where symbol in ('AAPL', 'MSFT') order by id`);
  expect(watched.get(PEOPLE.admin)).toEqual(known.map(({ id }) => id));
  expect(watched.get(PEOPLE.ann)?.length).toBeGreaterThan(200);
  expect(watched.has(PEOPLE.moderator)).toBe(false);
  expect(await findWatchedIds(api.em(), [])).toEqual(new Map());
});

test('lists are erased page by page, the owner’s only, and again without harm', async () => {
  const erase = () => transact(api.em(), (tx) => eraseWatchlists.erase(tx, PEOPLE.bob, 20));
  const others = () => api.all(sql`select id from watchlist where user_id <> ${PEOPLE.bob} order by id`);
  const before = await others();
  expect([await erase(), await erase(), await erase(), await erase()]).toEqual([20, 20, 10, 0]);
  expect(await others()).toEqual(before);
});
