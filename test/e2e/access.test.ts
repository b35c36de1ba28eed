import { sql } from 'kysely';
import { row } from '../../src/platform/db/sql.ts';
import { publicRoutes } from '../../src/platform/http/access.ts';
import type { Role } from '../../src/platform/http/principal.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from '../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

/**
 * Who is answered what, by the whole API, where a feature has no such table of its own (accounts, community, watchlists and
 * alerts have: `access.test.ts` and `room-access.test.ts` of their folders).
 */

let database: TestDatabase;
let api: ComposedApi;
let url = '';
let owner: ComposedPerson;
let callers: Record<Role, ComposedPerson>;
let notification = '';

beforeAll(async () => {
  database = await createDatabase();
  api = composedApi(database.url);
  ({ url } = await api.app.listen());
  owner = await personOf(api.em(), url, 'owner', 'user');
  callers = {
    user: await personOf(api.em(), url, 'stranger', 'user'),
    moderator: await personOf(api.em(), url, 'moderator', 'moderator'),
    admin: await personOf(api.em(), url, 'admin', 'admin'),
  };
  const made = await row<{ id: string }>(
    api.em(),
    sql`with asset as (insert into asset (symbol, name) values ('NVDA', 'NVIDIA') returning id),
          list as (insert into watchlist (user_id, name) values (${owner.id}, 'Chips') returning id),
          watched as (insert into watchlist_asset (watchlist_id, asset_id) select list.id, asset.id from list, asset)
        insert into notification (user_id, kind, once_key, data) values (${owner.id}, 'follow', 'test', '{}') returning id`,
  );
  notification = made?.id ?? '';
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

type Statuses = [user: number, moderator: number, admin: number];
const EVERYBODY: Statuses = [200, 200, 200];
const OWNER_ONLY: Statuses = [404, 404, 404];
const admins = (status: number): Statuses => [403, 403, status];

/** With a good body; deletions come last. */
const guarded: [method: string, path: string, body: unknown, statuses: Statuses][] = [
  ['GET', '/api/market/assets', undefined, EVERYBODY],
  ['POST', '/api/market/assets', { symbol: 'AMD', name: 'AMD' }, admins(201)],
  ['PATCH', '/api/market/assets/:symbol', { name: 'NVIDIA Corporation' }, admins(200)],
  ['POST', '/api/market/prices', [{ symbol: 'NVDA', at: '2024-01-02', price: 481.68 }], admins(200)],
  ['GET', '/api/market/:symbol/prices', undefined, EVERYBODY],
  ['GET', '/api/market/:symbol', undefined, EVERYBODY],
  ['DELETE', '/api/market/:symbol/prices?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z', undefined, admins(200)],
  ['GET', '/api/search?q=anything', undefined, EVERYBODY],
  ['GET', '/api/notifications', undefined, EVERYBODY],
  ['GET', '/api/notifications/unread-count', undefined, EVERYBODY],
  ['POST', '/api/notifications/read', { upTo: '01920000-0000-7000-8000-000000000000' }, EVERYBODY],
  ['POST', '/api/notifications/:notificationId/read', undefined, OWNER_ONLY],
  ['DELETE', '/api/notifications/:notificationId', undefined, OWNER_ONLY],
  ['GET', '/api/users/:userId/digest/preview', undefined, [404, 404, 200]],
  ['GET', '/api/account-deletions', undefined, admins(200)],
  ['GET', '/api/users/:userId/emails', undefined, [404, 404, 200]],
  ['DELETE', '/api/users/:userId', undefined, [404, 404, 202]],
];

async function call(token: string | null, method: string, path: string, body: unknown): Promise<number> {
  const filled = path.replace(':userId', owner.id).replace(':symbol', 'NVDA').replace(':notificationId', notification);
  const response = await fetch(url + filled, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await response.body?.cancel();
  return response.status;
}

test('the table names every route of these features', () => {
  const { routes } = api.app;
  const open = new Set(publicRoutes(routes));
  const wanted = routes
    .map((route) => `${route.method.toUpperCase()} ${route.path}`)
    .filter(
      (name) =>
        /^\w+ \/api\/(market|search|notifications|account-deletions|users\/:userId\/(emails|digest))\b/.test(name) &&
        !open.has(name),
    );
  const named = guarded.map(([method, path]) => `${method} ${path.split('?')[0]}`);
  expect(named.filter((name) => name !== 'DELETE /api/users/:userId').sort()).toEqual(wanted.sort());
});

describe.each(guarded)('%s %s', (method, path, body, statuses) => {
  test('a call without a token is refused', async () => {
    expect(await call(null, method, path, body)).toBe(401);
  });

  test.each(['user', 'moderator', 'admin'] as const)(
    'another %s gets the status that the table names',
    async (role) => {
      const status = statuses[['user', 'moderator', 'admin'].indexOf(role)];
      expect(await call(callers[role].token, method, path, body)).toBe(status);
    },
  );
});

test('what a stranger tried on a notification changed nothing', async () => {
  const kept = await row<{ read_at: Date | null }>(
    api.em(),
    sql`select read_at from notification where id = ${notification}`,
  );
  expect(kept).toEqual({ read_at: null });
});
