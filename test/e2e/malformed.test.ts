import { generateKeyPair, SignJWT } from 'jose';
import { sql } from 'kysely';
import { signReport } from '../../src/features/email/bounces/bounces.signature.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { row } from '../../src/platform/db/sql.ts';
import { publicRoutes } from '../../src/platform/http/access.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { describeMalformedRequests } from '../platform/http/malformed.ts';
import { type ComposedApi, type ComposedPerson, composedApi, logInTo, personOf } from '../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { ask } from '../support/http.ts';

/** The whole API, every route of it, against what it must refuse. Nothing here is meant to reach Temporal. */

const CAMPAIGN = {
  name: 'A campaign',
  content: { subject: 'News', preview: 'What is new', title: 'News', body: 'Hello.' },
  audience: { kind: 'list', recipients: [{ address: 'somebody@example.test' }] },
};

/** What a route must be given for its id to be what the request fails by. */
const BODIES: Readonly<Record<string, unknown>> = {
  updateUser: { displayName: 'Somebody' },
  putAvatar: { fileId: '01980000-0000-7000-8000-0000000000ff' },
  setQuota: { quotaBytes: 1 },
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
  addEmailSuppression: { address: 'somebody@example.test', note: 'asked for it' },
  createCampaign: CAMPAIGN,
  previewCampaign: CAMPAIGN,
};

/** Routes over ids of others that answer everybody, or only admins, who see all. */
const NOT_OWNED = new Set([
  'getUser',
  'getUserAnalytics',
  'setUserRole',
  'setUserDisabled',
  'setQuota',
  'listUserPosts',
  'listUserCalls',
  'followUser',
  'unfollowUser',
  'listFollowers',
  'listFollowing',
  'getUserProfile',
  'resolveMonitoringAlert',
  'acknowledgeMonitoringAlert',
  'silenceMonitoringAlert',
]);

let database: TestDatabase;
let api: ComposedApi;
let url = '';
let admin: ComposedPerson;
let alice: ComposedPerson;
let bob: ComposedPerson;
let bobsJob = '';
let bobsKey = '';
let bobsWatchlist = '';
let bobsAlert = '';

async function apiKey(owner: ComposedPerson): Promise<{ id: string; key: string }> {
  const path = `${url}/api/users/${owner.id}/api-keys`;
  const made = await ask('POST', path, { token: owner.token, body: BODIES.createApiKey });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return { id: String(made.body.id), key: String(made.body.key) };
}

beforeAll(async () => {
  database = await createDatabase();
  api = composedApi(database.url);
  ({ url } = await api.app.listen());
  admin = await personOf(api.em(), url, 'admin', 'admin');
  alice = await personOf(api.em(), url, 'alice', 'user');
  bob = await personOf(api.em(), url, 'bob', 'user');
  const job = await row<{ id: string }>(
    api.em(),
    sql`insert into job (type, summary, workflow, task_queue, input, requested_by, dispatched_at)
        values ('email.send', 'of bob', 'sendEmail', 'interactive', '{}', ${bob.id}, now()) returning id`,
  );
  bobsJob = job?.id ?? '';
  bobsKey = (await apiKey(bob)).id;
  const things = await row<{ list: string; alert: string }>(
    api.em(),
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
  await api.close();
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
  const token = await logInTo(url, 'alice');
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

const described = composedApi('postgres://nobody@127.0.0.1:1/none');
const { routes } = described.app;
afterAll(() => described.close());

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
  sign: (route: Route, body: Buffer): Record<string, string> => {
    if (route.operationId !== 'reportBounces') return {};
    const { webhookSecret } = loadConfig({}).mail;
    return { 'x-webhook-signature': signReport(webhookSecret, Math.floor(Date.now() / 1_000), body) };
  },
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

test('exactly these routes need no token', () => {
  expect(publicRoutes(routes)).toEqual([
    'GET /api/account-deletions/:token',
    'GET /api/analytics/reports/:id/page',
    'GET /api/analytics/reports/:id/pdf',
    'GET /api/auth/mail-link.js',
    'GET /api/auth/password-reset/confirm',
    'GET /api/auth/verify-email',
    'GET /api/docs',
    'GET /api/docs/page.js',
    'GET /api/docs/runbook',
    'GET /api/docs/scalar.js',
    'GET /api/email/c/:token',
    'GET /api/email/o/:token',
    'GET /api/email/unsubscribe/:token',
    'GET /api/health',
    'GET /api/invitations/accept',
    'GET /api/invitations/accept.js',
    'GET /api/openapi.json',
    'GET /api/ws',
    'GET /dashboard',
    'GET /dashboard/:folder/:file',
    'GET /livez',
    // With a token of its own.
    'GET /metrics',
    'GET /readyz',
    'POST /api/auth/login',
    'POST /api/auth/password-reset',
    'POST /api/auth/password-reset/confirm',
    'POST /api/auth/refresh',
    'POST /api/auth/signup',
    'POST /api/auth/verify-email',
    'POST /api/email/unsubscribe/:token',
    'POST /api/email/webhooks/bounce',
  ]);
});

test('only rate limits changed under a caller who may not see what is not theirs', async () => {
  const job = await row<{ status: string; cancel_requested_at: Date | null }>(
    api.em(),
    sql`select status, cancel_requested_at from job where id = ${bobsJob}`,
  );
  expect(job).toEqual({ status: 'queued', cancel_requested_at: null });
});
