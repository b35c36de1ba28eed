import { Client, Connection } from '@temporalio/client';
import { generateKeyPair, SignJWT } from 'jose';
import { sql } from 'kysely';
import { composeApi } from '../../src/compose.ts';
import { entities } from '../../src/entities.ts';
import { seedAdmin } from '../../src/features/accounts/admin-seed.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm, type Orm } from '../../src/platform/db/orm.ts';
import { row } from '../../src/platform/db/sql.ts';
import { publicRoutes } from '../../src/platform/http/access.ts';
import { createHttpApp, type HttpApp } from '../../src/platform/http/http-app.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { createLogger } from '../../src/platform/log/logger.ts';
import { describeMalformedRequests } from '../platform/http/malformed.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { ask } from '../support/http.ts';

/** The whole API, every route of it, against what it must refuse. Nothing here is meant to reach Temporal. */

const PASSWORD = 'correct horse battery staple';
const ENV = {
  NODE_ENV: 'test',
  PORT: '0',
  LOG_LEVEL: 'silent',
  RATE_LIMIT_FACTOR: '100000',
  HTTP_CHECK_RESPONSES: 'true',
  AUTH_CACHE_TTL_MS: '0',
};

function composed(databaseUrl: string) {
  const config = loadConfig({ ...ENV, DATABASE_URL: databaseUrl });
  const orm = createOrm(config.db, entities);
  const connection = Connection.lazy({ address: '127.0.0.1:1' });
  const logger = createLogger(config.log, { service: 'test' });
  const api = composeApi({ config, orm, client: new Client({ connection }), logger });
  const app = createHttpApp({ config, orm, ...api, logger, readiness: [] });
  return { config, orm, connection, app };
}

/** What a route must be given for its id to be what the request fails by. */
const BODIES: Readonly<Record<string, unknown>> = {
  updateUser: { displayName: 'Somebody' },
  setUserRole: { role: 'moderator' },
  setUserDisabled: { disabled: true },
  createApiKey: { name: 'a key', scopes: ['events:write'] },
  updateAsset: { name: 'An asset' },
  putPreferences: {
    timeZone: 'Europe/Berlin',
    digestDay: 1,
    digestHour: 8,
    emailCategories: { weekly_digest: true },
  },
  createPost: { body: 'A post', sentiment: 'neutral' },
  updatePost: { body: 'Another text' },
  createComment: { body: 'A comment' },
  updateComment: { body: 'Another text' },
  createRoom: { name: 'a room', visibility: 'private' },
  updateRoom: { name: 'another' },
  changeRoomRole: { role: 'admin' },
  postRoomMessage: { text: 'hello' },
  editRoomMessage: { text: 'hello' },
  markRoomRead: { messageId: '01980000-0000-7000-8000-0000000000ff' },
  inviteIntoRoom: { to: { email: 'somebody@example.test' } },
  redeemInvitation: { token: 'made up' },
  createWatchlist: { name: 'a list' },
  updateWatchlist: { name: 'another name' },
  createAlert: { symbol: 'AAPL', condition: 'above', threshold: 110 },
  updateAlert: { threshold: 120 },
};

/** Routes over ids of others that answer everybody, or only admins, who see all. */
const NOT_OWNED = new Set([
  'getUser',
  'setUserRole',
  'setUserDisabled',
  'listUserPosts',
  'listUserCalls',
  'followUser',
  'unfollowUser',
  'listFollowers',
  'listFollowing',
  'getUserProfile',
]);

interface Person {
  id: string;
  token: string;
}

let database: TestDatabase;
let orm: Orm;
let app: HttpApp;
let connection: Connection;
let url = '';
let admin: Person;
let alice: Person;
let bob: Person;
let bobsJob = '';
let bobsKey = '';
let bobsWatchlist = '';
let bobsAlert = '';

async function person(name: string, role: string): Promise<Person> {
  const email = `${name}@example.test`;
  await seedAdmin(orm.em.fork(), { email, password: PASSWORD });
  const made = await row<{ id: string }>(
    orm.em.fork(),
    sql`update app_user set role = ${role} where email = ${email} returning id`,
  );
  return { id: made?.id ?? '', token: await logIn(name) };
}

async function logIn(name: string): Promise<string> {
  const answer = await ask('POST', `${url}/api/auth/login`, {
    body: { email: `${name}@example.test`, password: PASSWORD },
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.accessToken);
}

async function apiKey(owner: Person): Promise<{ id: string; key: string }> {
  const path = `${url}/api/users/${owner.id}/api-keys`;
  const made = await ask('POST', path, { token: owner.token, body: BODIES.createApiKey });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return { id: String(made.body.id), key: String(made.body.key) };
}

beforeAll(async () => {
  database = await createDatabase();
  ({ orm, app, connection } = composed(database.url));
  ({ url } = await app.listen());
  admin = await person('admin', 'admin');
  alice = await person('alice', 'user');
  bob = await person('bob', 'user');
  const job = await row<{ id: string }>(
    orm.em.fork(),
    sql`insert into job (type, summary, workflow, task_queue, input, requested_by, dispatched_at)
        values ('email.send', 'of bob', 'sendEmail', 'interactive', '{}', ${bob.id}, now()) returning id`,
  );
  bobsJob = job?.id ?? '';
  bobsKey = (await apiKey(bob)).id;
  const things = await row<{ list: string; alert: string }>(
    orm.em.fork(),
    sql`with asset as (insert into asset (symbol, name) values ('AAPL', 'Apple Inc.') returning id),
          list as (insert into watchlist (user_id, name) values (${bob.id}, 'of bob') returning id),
          alert as (insert into price_alert (user_id, asset_id, condition, threshold)
            select ${bob.id}, id, 'above', 110 from asset returning id)
        select list.id as list, alert.id as alert from list, alert`,
  );
  bobsWatchlist = things?.list ?? '';
  bobsAlert = things?.alert ?? '';
});

afterAll(async () => {
  await app.close();
  await connection.close();
  await orm.close(true);
  await database.drop();
});

async function signed(key: Parameters<SignJWT['sign']>[0], expires: string): Promise<string> {
  const { auth } = loadConfig({});
  const [payload] = alice.token.split('.').slice(1);
  const { sid } = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as { sid: string };
  return await new SignJWT({ sid })
    .setProtectedHeader({ alg: 'EdDSA', kid: auth.keys[0]?.kid ?? '', typ: 'at+jwt' })
    .setSubject(alice.id)
    .setIssuer(auth.issuer)
    .setAudience(auth.audience)
    .setIssuedAt('-2h')
    .setExpirationTime(expires)
    .sign(key);
}

let loggedOut: Promise<string> | null = null;
let revokedKey: Promise<string> | null = null;

async function loggedOutToken(): Promise<string> {
  const token = await logIn('alice');
  const answer = await ask('POST', `${url}/api/auth/logout`, { token });
  if (answer.status !== 204) throw new Error(JSON.stringify(answer.body));
  return token;
}

async function revokeKey(): Promise<string> {
  const { id, key } = await apiKey(alice);
  const answer = await ask('DELETE', `${url}/api/users/${alice.id}/api-keys/${id}`, { token: alice.token });
  if (answer.status !== 204) throw new Error(JSON.stringify(answer.body));
  return key;
}

/** Claims of an admin over the signature of somebody else. */
function tampered(): string {
  const [head, , signature] = alice.token.split('.');
  return [head, admin.token.split('.')[1], signature].join('.');
}

function unsigned(): string {
  const head = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
  return `${head}.${alice.token.split('.')[1]}.`;
}

const described = composed('postgres://nobody@127.0.0.1:1/none');
const { routes } = described.app;
afterAll(async () => {
  await described.connection.close();
  await described.orm.close(true);
});

describeMalformedRequests({
  routes,
  url: () => url,
  databaseUrl: () => database.url,
  bodyLimitBytes: loadConfig({}).http.bodyLimitBytes,
  tokenFor: async () => admin.token,
  refusedTokens: {
    'a forged': async () => await signed((await generateKeyPair('EdDSA')).privateKey, '1h'),
    'an expired': async () => await signed({ ...loadConfig({}).auth.keys[0], alg: 'EdDSA', kty: 'OKP' }, '-1h'),
    'a logged-out': async () => await (loggedOut ??= loggedOutToken()),
    'a revoked key as': async () => await (revokedKey ??= revokeKey()),
    'a tampered': async () => tampered(),
    'an unsigned': async () => unsigned(),
    'an unknown key as': async () => 'vta_0123456789ab_0123456789012345678901234567890123456789012',
  },
  validBody: (route: Route) => BODIES[route.operationId],
  foreign: async (route: Route) => {
    if (NOT_OWNED.has(route.operationId) || !/:(userId|jobId|watchlistId|alertId)/.test(route.path)) return null;
    const path = route.path
      .replace(':userId', bob.id)
      .replace(':jobId', bobsJob)
      .replace(':keyId', bobsKey)
      .replace(':watchlistId', bobsWatchlist)
      .replace(':symbol', 'AAPL')
      .replace(':alertId', bobsAlert);
    return path.includes(':') ? null : { path, token: alice.token };
  },
});

test('the routes that anybody may call are exactly these', () => {
  expect(publicRoutes(routes)).toEqual([
    'GET /api/account-deletions/:token',
    'GET /api/auth/mail-link.js',
    'GET /api/auth/password-reset/confirm',
    'GET /api/auth/verify-email',
    'GET /api/docs',
    'GET /api/docs/page.js',
    'GET /api/docs/scalar.js',
    'GET /api/health',
    'GET /api/invitations/accept',
    'GET /api/invitations/accept.js',
    'GET /api/openapi.json',
    'GET /api/ws',
    'GET /livez',
    'GET /readyz',
    'POST /api/auth/login',
    'POST /api/auth/password-reset',
    'POST /api/auth/password-reset/confirm',
    'POST /api/auth/refresh',
    'POST /api/auth/signup',
    'POST /api/auth/verify-email',
  ]);
});

test('nothing but rate limits changed under a caller who may not see what is not theirs', async () => {
  const job = await row<{ status: string; cancel_requested_at: Date | null }>(
    orm.em.fork(),
    sql`select status, cancel_requested_at from job where id = ${bobsJob}`,
  );
  expect(job).toEqual({ status: 'queued', cancel_requested_at: null });
});
