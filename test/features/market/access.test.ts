import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { addAssets } from '../../support/market.ts';
import { createMarketApi, type MarketApi, routes } from './support.ts';

let api: MarketApi;
let list = '';
let alert = '';
beforeAll(async () => {
  api = await createMarketApi();
  await addAssets(api.em(), { AAPL: 100, MSFT: 50 });
  list = (await api.call('ann', 'POST', '/api/watchlists', { name: 'mine' })).json.id;
  await api.call('ann', 'PUT', `/api/watchlists/${list}/assets/AAPL`);
  const body = { symbol: 'AAPL', condition: 'above', threshold: 110 };
  alert = (await api.call('ann', 'POST', '/api/alerts', body)).json.id;
});
afterAll(() => api.close());

/** Every route with a good body, and what others and admins are answered over what is Ann's. */
const guarded: [method: string, path: string, body: unknown, others: number, admin: number][] = [
  ['GET', '/api/watchlists', undefined, 200, 200],
  ['POST', '/api/watchlists', { name: 'theirs' }, 201, 201],
  ['GET', '/api/watchlists/:watchlistId', undefined, 404, 200],
  ['PATCH', '/api/watchlists/:watchlistId', { name: 'taken over' }, 404, 403],
  ['PUT', '/api/watchlists/:watchlistId/assets/:symbol', undefined, 404, 403],
  ['DELETE', '/api/watchlists/:watchlistId/assets/:symbol', undefined, 404, 403],
  ['DELETE', '/api/watchlists/:watchlistId', undefined, 404, 403],
  ['POST', '/api/alerts', { symbol: 'AAPL', condition: 'below', threshold: 90 }, 201, 201],
  ['GET', '/api/alerts', undefined, 200, 200],
  ['GET', '/api/alerts/:alertId', undefined, 404, 200],
  ['PATCH', '/api/alerts/:alertId', { threshold: 1 }, 404, 403],
  ['DELETE', '/api/alerts/:alertId', undefined, 404, 403],
  ['GET', '/api/alerts/:alertId/firings', undefined, 404, 200],
];

/** All that is Ann's, and what she did. */
const state = () =>
  api.all(sql`
    select (select json_agg(w order by id) from watchlist w where user_id = a.user_id)::text as lists,
      (select json_agg(i) from watchlist_asset i)::text as entries,
      (select json_agg(p order by id) from price_alert p where user_id = a.user_id)::text as alerts,
      (select count(*) from event e where e.user_id = a.user_id)::text as events
    from price_alert a where a.id = ${alert}`);

test('the table names every route, and none is public', () => {
  const all = routes.map((route) => `${route.method.toUpperCase()} ${route.path}`);
  expect(guarded.map(([method, path]) => `${method} ${path}`).sort()).toEqual(all.sort());
  expect(routes.filter((route) => route.access === 'public')).toEqual([]);
});

describe.each(guarded)('%s %s', (method, path, body, others, admin) => {
  const call = (who: string | null) =>
    api.call(
      who,
      method,
      path.replace(':watchlistId', list).replace(':alertId', alert).replace(':symbol', 'AAPL'),
      body,
    );

  test.each([
    [null, 401, 'unauthenticated'],
    ['forged', 401, 'invalid_token'],
    ['key', 403, 'insufficient_scope'],
  ])('a call with the token %s is %i %s and changes nothing', async (who, status, code) => {
    const before = await state();
    const answer = await call(who);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect(await state()).toEqual(before);
  });

  test('a call of another user or a moderator changes nothing of the owner', async () => {
    const before = await state();
    for (const who of ['bob', 'moderator']) expect((await call(who)).status).toBe(others);
    expect(await state()).toEqual(before);
  });

  test('a call of an admin reads, and changes nothing', async () => {
    const before = await state();
    const answer = await call('admin');
    expect([answer.status, answer.json.code]).toEqual([admin, admin === 403 ? 'owner_only' : undefined]);
    expect(await state()).toEqual(before);
  });
});

test.each(['/api/watchlists', '/api/alerts'])('%s of a user is listed for the user and admins', async (path) => {
  const { json: own } = await api.call('ann', 'GET', path);
  const userId = own.data[0].userId;
  expect((await api.call('ann', 'GET', `${path}?userId=${userId}`)).json).toEqual(own);
  expect((await api.call('admin', 'GET', `${path}?userId=${userId}`)).json).toEqual(own);
  for (const who of ['bob', 'moderator'])
    expect((await api.call(who, 'GET', `${path}?userId=${userId}`)).status).toBe(404);
  const ids = (await api.call('bob', 'GET', path)).json.data.map((thing: { userId: string }) => thing.userId);
  expect(ids).not.toContain(userId);
});
