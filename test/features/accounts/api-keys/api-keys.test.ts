import { sql } from 'kysely';
import { MAX_API_KEYS } from '../../../../src/features/accounts/api-keys/api-keys.service.ts';
import { type AccountsFixture, createAccountsFixture, type Person } from '../support.ts';

let app: AccountsFixture;
let person: Person;
let admin: Person;
beforeAll(async () => {
  app = await createAccountsFixture();
  person = await app.person();
  admin = await app.person('admin');
});
afterAll(() => app.close());

const path = (owner: Person) => `/api/users/${owner.id}/api-keys`;
const create = (owner: Person, body: object = {}, by: Person = owner) =>
  app.call('POST', path(owner), { token: by.accessToken, body: { name: 'server', scopes: ['events:write'], ...body } });
const scoped = (key: unknown) => app.call('GET', '/api/test/scoped', { token: key as string });

test('a key is shown once and opens its scope only', async () => {
  const made = await create(person);
  expect(made.status).toBe(201);
  expect(made.headers.get('cache-control')).toBe('no-store');
  const { key, ...rest } = made.body as { key: string; prefix: string };
  expect(key.startsWith(`vta_${rest.prefix}_`)).toBe(true);
  const list = await app.call('GET', path(person), { token: person.accessToken });
  expect(list.body.data).toEqual([rest]);
  expect((await scoped(key)).status).toBe(204);
  for (const forbidden of ['/api/users/me', path(person), `/api/users/${person.id}/preferences`]) {
    expect((await app.call('GET', forbidden, { token: key })).body.code).toBe('insufficient_scope');
  }
});

test('a key with another scope is refused', async () => {
  const made = await create(admin, { scopes: ['email:send'] });
  expect((await scoped(made.body.key)).status).toBe(403);
});

test('the right prefix with a wrong secret is refused, and does not lock the right one out', async () => {
  const { key } = (await create(person)).body as { key: string };
  const forged = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
  expect((await scoped(forged)).status).toBe(401);
  expect((await scoped(key)).status).toBe(204);
  expect((await scoped(forged)).status).toBe(401);
});

test('only admins’ keys may mail strangers, and only as long as they are admins', async () => {
  const refused = await create(person, { scopes: ['events:write', 'email:send'] });
  expect([refused.status, refused.body.code]).toEqual([403, 'scope_not_allowed']);
  const second = await app.person('admin');
  const made = await create(second, { scopes: ['email:send', 'events:write'] });
  expect(await app.accounts.authenticate(made.body.key as string)).toMatchObject({
    kind: 'api_key',
    userId: second.id,
    scopes: ['email:send', 'events:write'],
  });
  await app.call('PUT', `/api/users/${second.id}/role`, { token: admin.accessToken, body: { role: 'user' } });
  expect(await app.accounts.authenticate(made.body.key as string)).toMatchObject({
    scopes: ['events:write'],
  });
});

test('a revoked key is refused at once, an expired one when its time comes', async () => {
  const made = await create(person);
  expect((await scoped(made.body.key)).status).toBe(204);
  const remove = () => app.call('DELETE', `${path(person)}/${made.body.id}`, { token: person.accessToken });
  expect((await remove()).status).toBe(204);
  expect((await scoped(made.body.key)).status).toBe(401);
  expect((await remove()).status).toBe(404);

  const short = await create(person, { expiresAt: new Date(Date.now() + 700).toISOString() });
  expect((await scoped(short.body.key)).status).toBe(204);
  await new Promise((resolve) => setTimeout(resolve, 750));
  expect((await scoped(short.body.key)).status).toBe(401);
});

test('last use is noted, but not written each time', async () => {
  const made = await create(person);
  const lastUsed = () =>
    app.one<{ last_used_at: Date | null; xmin: string }>(
      sql`select last_used_at, xmin::text from api_key where id = ${made.body.id as string}`,
    );
  expect((await lastUsed()).last_used_at).toBeNull();
  await scoped(made.body.key);
  const first = await lastUsed();
  expect(first.last_used_at).toBeInstanceOf(Date);
  for (let request = 0; request < 5; request += 1) await scoped(made.body.key);
  expect(await lastUsed()).toEqual(first);
});

test('the keys of others cannot be seen, made or revoked; admins see and revoke them', async () => {
  const made = await create(person);
  const one = `${path(person)}/${made.body.id}`;
  const strangers = [await app.person(), await app.person('moderator')];
  for (const { accessToken: token } of strangers) {
    expect((await app.call('GET', path(person), { token })).status).toBe(404);
    expect((await app.call('DELETE', one, { token })).status).toBe(404);
  }
  expect((await create(person, {}, strangers[0] as Person)).status).toBe(404);
  expect((await create(person, {}, admin)).body.code).toBe('owner_only');
  // Not even under one's own path.
  const crossed = `${path(strangers[0] as Person)}/${made.body.id}`;
  expect((await app.call('DELETE', crossed, { token: (strangers[0] as Person).accessToken })).status).toBe(404);
  expect((await scoped(made.body.key)).status).toBe(204);
  expect((await app.call('GET', path(person), { token: admin.accessToken })).status).toBe(200);
  expect((await app.call('DELETE', one, { token: admin.accessToken })).status).toBe(204);
});

test.each([
  ['no scope', { scopes: [] }, 'body.scopes'],
  ['an unknown scope', { scopes: ['admin:all'] }, 'body.scopes[0]'],
  ['no name', { name: ' ' }, 'body.name'],
  ['a past expiry', { expiresAt: '2020-01-01T00:00:00Z' }, 'body.expiresAt'],
  ['an expiry that is no time', { expiresAt: 'tomorrow' }, 'body.expiresAt'],
])('a key with %s is refused', async (_name, body, field) => {
  const answer = await create(person, body);
  expect(answer.status).toBe(400);
  expect((answer.body.errors as { field: string }[])[0]?.field).toBe(field);
});

test('a user has a limited number of keys, also when they are made at once', async () => {
  const owner = await app.person();
  const answers = await Promise.all(Array.from({ length: MAX_API_KEYS + 5 }, () => create(owner)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(MAX_API_KEYS);
  expect(answers.find(({ status }) => status !== 201)?.body.code).toBe('too_many_api_keys');
  const page = await app.call('GET', `${path(owner)}?limit=15`, { token: owner.accessToken });
  const rest = await app.call('GET', `${path(owner)}?limit=15&cursor=${page.body.nextCursor}`, {
    token: owner.accessToken,
  });
  expect([page, rest].flatMap(({ body }) => body.data as unknown[])).toHaveLength(MAX_API_KEYS);
});
