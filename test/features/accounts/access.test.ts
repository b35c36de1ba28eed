import { sql } from 'kysely';
import { accountsRoutes } from '../../../src/features/accounts/accounts.routes.ts';
import { publicRoutes } from '../../../src/platform/http/access.ts';
import { type AccountsFixture, createAccountsFixture, PASSWORD, type Person } from './support.ts';

let app: AccountsFixture;
let owner: Person;
let stranger: Person;
let moderator: Person;
let key: string;
beforeAll(async () => {
  app = await createAccountsFixture();
  owner = await app.person();
  stranger = await app.person();
  moderator = await app.person('moderator');
  const made = await app.call('POST', `/api/users/${owner.id}/api-keys`, {
    token: owner.accessToken,
    body: { name: 'all a user’s key may have', scopes: ['events:write'] },
  });
  key = made.body.key as string;
});
afterAll(() => app.close());

const ID = '01920000-0000-7000-8000-000000000000';
const preferences = { timeZone: 'UTC', digestDay: 1, digestHour: 8, emailCategories: {} };

/** Every route that needs a token, with a good body, and what a stranger (no admin) is answered. */
const guarded: [method: string, path: string, body: unknown, stranger: number][] = [
  ['POST', '/api/auth/verify-email/resend', undefined, 202],
  ['GET', '/api/users/me', undefined, 200],
  ['GET', '/api/users/:userId', undefined, 200],
  ['PATCH', '/api/users/:userId', { displayName: 'Eve' }, 404],
  ['PATCH', '/api/users/:userId', { email: 'eve@example.test', currentPassword: PASSWORD }, 404],
  ['DELETE', '/api/users/:userId', undefined, 404],
  ['DELETE', '/api/users/:userId', { currentPassword: PASSWORD }, 404],
  ['GET', '/api/account-deletions', undefined, 403],
  ['GET', '/api/users/:userId/preferences', undefined, 404],
  ['PUT', '/api/users/:userId/preferences', preferences, 404],
  ['GET', '/api/users', undefined, 403],
  ['PUT', '/api/users/:userId/role', { role: 'admin' }, 403],
  ['PUT', '/api/users/:userId/disabled', { disabled: true }, 403],
  ['GET', '/api/users/:userId/api-keys', undefined, 404],
  ['POST', '/api/users/:userId/api-keys', { name: 'x', scopes: ['events:write'] }, 404],
  ['DELETE', '/api/users/:userId/api-keys/:keyId', undefined, 404],
  ['GET', '/api/users/:userId/sessions', undefined, 404],
  ['DELETE', '/api/users/:userId/sessions/:sessionId', undefined, 404],
  ['DELETE', '/api/users/:userId/sessions', undefined, 404],
  ['POST', '/api/auth/logout', undefined, 204],
];

/** All that the requests of the table aim at. Strangers' own log-ins are not among it. */
const state = () =>
  app.all(sql`
    select (select json_agg(u order by id) from app_user u)::text as users,
      (select json_agg(p) from user_preferences p)::text as preferences,
      (select json_agg(s.revoked_at order by id) from user_session s where user_id = ${owner.id})::text as sessions,
      (select json_agg(k.revoked_at order by id) from api_key k)::text as keys`);

test('the table below names every route that is not public', () => {
  const named = new Set(guarded.map(([method, path]) => `${method} ${path}`));
  const routes = accountsRoutes(app.accounts);
  const all = routes.map((route) => `${route.method.toUpperCase()} ${route.path}`);
  expect([...named].sort()).toEqual(all.filter((name) => !publicRoutes(routes).includes(name)).sort());
});

test('exactly these routes are public', () => {
  expect(publicRoutes(accountsRoutes(app.accounts))).toEqual([
    'GET /api/account-deletions/:token',
    'GET /api/auth/mail-link.js',
    'GET /api/auth/password-reset/confirm',
    'GET /api/auth/verify-email',
    'POST /api/auth/login',
    'POST /api/auth/password-reset',
    'POST /api/auth/password-reset/confirm',
    'POST /api/auth/refresh',
    'POST /api/auth/signup',
    'POST /api/auth/verify-email',
  ]);
});

describe.each(guarded)('%s %s %j', (method, path, body, forStranger) => {
  const call = (token?: string, userId = owner.id) =>
    app.call(method, path.replace(':userId', userId).replace(':keyId', ID).replace(':sessionId', ID), {
      ...(token === undefined ? {} : { token }),
      ...(body === undefined ? {} : { body }),
    });

  test('a call without a token is 401 and changes nothing', async () => {
    const before = await state();
    const answer = await call();
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
    expect(await state()).toEqual(before);
  });

  test('a call with an API key is 403 and changes nothing', async () => {
    const before = await state();
    const answer = await call(key);
    expect([answer.status, answer.body.code]).toEqual([403, 'insufficient_scope']);
    expect(await state()).toEqual(before);
  });

  test(`a call with another person’s or a moderator’s token is ${forStranger} and changes nothing of the owner’s`, async () => {
    const before = await state();
    for (const { email } of [stranger, moderator]) {
      const { body: session } = await app.logIn(email, PASSWORD);
      expect((await call(session.accessToken as string)).status).toBe(forStranger);
    }
    expect(await state()).toEqual(before);
  });

  test('a call with an invalid id is 400, not an error of the database', async () => {
    if (!path.includes(':userId')) return;
    const { body: session } = await app.logIn(stranger.email, PASSWORD);
    const answer = await call(session.accessToken as string, "1' or '1'='1");
    expect([400, 403]).toContain(answer.status);
  });
});
