import { generateKeyPairSync } from 'node:crypto';
import { type JWK, SignJWT } from 'jose';
import { createAccounts } from '../../../../src/features/accounts/accounts.compose.ts';
import { AccessTokens } from '../../../../src/features/accounts/sessions/access-tokens.ts';
import { createFindImages } from '../../../../src/features/files/attachments/images.reads.ts';
import { loadConfig } from '../../../../src/platform/config.ts';
import { type AccountsFixture, createAccountsFixture, type Person } from '../support.ts';

let app: AccountsFixture;
let person: Person;
beforeAll(async () => {
  app = await createAccountsFixture();
  person = await app.person();
});
afterAll(() => app.close());

const me = (token: string) => app.call('GET', '/api/users/me', { token });
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const payloadOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());

function freshKey(kid: string): JWK & { kid: string } {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { ...jwk, kid } as JWK & { kid: string };
}

interface Forgery {
  key?: JWK;
  kid?: string;
  typ?: string;
  change?: Record<string, unknown>;
}

/** A token like the person's own, but for what is told. */
async function forge({ key, kid, typ, change }: Forgery): Promise<string> {
  const [own] = app.config.auth.keys;
  const header = { alg: 'EdDSA', kid: kid ?? (own?.kid as string), typ: typ ?? 'at+jwt' };
  return await new SignJWT({ ...payloadOf(person.accessToken), ...change })
    .setProtectedHeader(header)
    .sign({ ...(key ?? (own as JWK)), alg: 'EdDSA' });
}

test('the control: a token forged with the real key and nothing changed is accepted', async () => {
  expect((await me(await forge({}))).status).toBe(200);
});

const now = () => Math.floor(Date.now() / 1000);
const forged: [string, () => string | Promise<string>][] = [
  ['nonsense', () => 'nonsense'],
  ['three empty parts', () => '..'],
  ['alg none', () => `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(payloadOf(person.accessToken))}.`],
  [
    'HS256 with the public key as secret',
    () =>
      new SignJWT(payloadOf(person.accessToken))
        .setProtectedHeader({ alg: 'HS256', kid: app.config.auth.keys[0]?.kid as string, typ: 'at+jwt' })
        .sign(Buffer.from(app.config.auth.keys[0]?.x as string, 'base64url')),
  ],
  ['another key under our kid', () => forge({ key: freshKey('development') })],
  ['another key under its own kid', () => forge({ key: freshKey('mine'), kid: 'mine' })],
  ['our key under a wrong kid', () => forge({ kid: 'wrong' })],
  ['a wrong audience', () => forge({ change: { aud: 'another-api' } })],
  ['a wrong issuer', () => forge({ change: { iss: 'somebody' } })],
  ['another type', () => forge({ typ: 'JWT' })],
  ['expired', () => forge({ change: { iat: now() - 1000, exp: now() - 1 } })],
  ['without expiry', () => forge({ change: { exp: undefined } })],
  ['without session', () => forge({ change: { sid: undefined } })],
  ['a session that is no id', () => forge({ change: { sid: 7 } })],
  ['another user with this session', () => forge({ change: { sub: '01920000-0000-7000-8000-000000000000' } })],
  ['an unknown session', () => forge({ change: { sid: '01920000-0000-7000-8000-000000000000' } })],
  [
    'a changed payload under the old signature',
    () => {
      const [header, , signature] = person.accessToken.split('.');
      return `${header}.${encode({ ...payloadOf(person.accessToken), role: 'admin' })}.${signature}`;
    },
  ],
  ['a refresh token', () => person.refreshToken],
  ['an API key nobody made', () => `vta_${'0'.repeat(12)}_${'a'.repeat(43)}`],
];

test.each(forged)('%s is refused like any other bad token', async (_name, make) => {
  const answer = await me(await make());
  expect(answer.status).toBe(401);
  expect(answer.body.code).toBe('invalid_token');
  expect(answer.headers.get('www-authenticate')).toContain('Bearer');
});

test('the role is that of the account, not what a token says', async () => {
  const token = await forge({ change: { role: 'admin' } });
  expect((await me(token)).body.role).toBe('user');
  expect((await app.call('GET', '/api/users', { token })).status).toBe(403);
});

test('keys rotate: a new key signs, the old one still verifies until it is dropped', async () => {
  const { config } = app;
  const [oldKey] = config.auth.keys;
  const newKey = freshKey('next');
  const withKeys = (keys: unknown[]) => loadConfig({ AUTH_KEYS: JSON.stringify(keys) }).auth;
  const before = new AccessTokens(withKeys([oldKey, newKey]));
  const during = new AccessTokens(withKeys([newKey, oldKey]));
  const after = new AccessTokens(withKeys([newKey]));
  const old = await before.sign('u', 's');
  const fresh = await during.sign('u', 's');
  expect(JSON.parse(Buffer.from(fresh.split('.')[0] as string, 'base64url').toString())).toMatchObject({ kid: 'next' });
  expect(await during.verify(old)).not.toBeNull();
  expect(await before.verify(fresh)).not.toBeNull();
  expect(await after.verify(old)).toBeNull();
  expect(await after.verify(fresh)).toMatchObject({ userId: 'u', sessionId: 's' });
});

test('a verified token is refused from its expiry on, although its signature is remembered', async () => {
  const tokens = new AccessTokens({ ...app.config.auth, accessTokenTtlS: 1 });
  const token = await tokens.sign('u', 's');
  expect(await tokens.verify(token)).not.toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await tokens.verify(token)).toBeNull();
});

test('a revocation reaches another instance within the cache’s time to live', async () => {
  const ttlMs = 300;
  const other = createAccounts({
    config: { ...app.config, auth: { ...app.config.auth, cacheTtlMs: ttlMs } },
    createEm: app.em,
    mailer: {
      welcome: nobody,
      emailVerification: nobody,
      passwordReset: nobody,
      accountExists: nobody,
      securityNotice: nobody,
      accountDeleted: nobody,
    },
    enqueue: nobody,
    images: createFindImages(app.config),
  });
  const visitor = await app.person();
  expect(await other.authenticate(visitor.accessToken)).toMatchObject({ userId: visitor.id });
  await app.call('POST', '/api/auth/logout', { token: visitor.accessToken });
  await new Promise((resolve) => setTimeout(resolve, ttlMs + 20));
  expect(await other.authenticate(visitor.accessToken)).toMatchObject({ status: 401 });
});

async function nobody(): Promise<never> {
  throw new Error('no mail is sent and nothing enqueued here');
}
