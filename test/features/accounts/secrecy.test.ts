import { sql } from 'kysely';
import { seedAdmin } from '../../../src/features/accounts/admin-seed.service.ts';
import { type AccountsFixture, createAccountsFixture, PASSWORD } from './support.ts';

let app: AccountsFixture;
beforeAll(async () => {
  app = await createAccountsFixture();
});
afterAll(() => app.close());

/** Everything the database holds, as text. */
async function dump(): Promise<string> {
  const tables = await app.all<{ name: string }>(
    sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const texts = await Promise.all(
    tables.map(({ name }) => app.all<{ line: string }>(sql`select t::text as line from ${sql.raw(name)} t`)),
  );
  return texts
    .flat()
    .map(({ line }) => line)
    .join('\n');
}

test('no password, token or key is stored or logged in clear', async () => {
  const person = await app.person();
  const secrets = [PASSWORD, person.accessToken, person.refreshToken];
  const refreshed = await app.call('POST', '/api/auth/refresh', {
    body: { refreshToken: person.refreshToken },
    key: 'a-key',
  });
  secrets.push(refreshed.body.refreshToken as string, refreshed.body.accessToken as string);
  const token = refreshed.body.accessToken as string;
  const made = await app.call('POST', `/api/users/${person.id}/api-keys`, {
    token,
    key: 'another-key',
    body: { name: 'server', scopes: ['events:write'] },
  });
  secrets.push(made.body.key as string, (made.body.key as string).slice('vta_000000000000_'.length));
  await app.call('GET', '/api/test/scoped', { token: made.body.key as string });
  await app.call('POST', '/api/auth/password-reset', { body: { email: person.email }, key: 'third-key' });
  await app.call('POST', '/api/auth/signup', {
    body: { email: person.email, password: 'a password of the second form', displayName: 'x' },
    key: 'fourth-key',
  });
  secrets.push('a password of the second form', ...app.mails.map((mail) => mail.token));
  await app.logIn(person.email, 'a wrong password that may be right elsewhere');
  secrets.push('a wrong password that may be right elsewhere');
  await app.call('GET', '/api/users/me', { token: `${token}x` });

  const stored = await dump();
  const logged = app.logs.join('');
  expect(stored).toContain(person.email);
  expect(logged).toContain('/api/auth/password-reset');
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(9);
    expect(stored).not.toContain(secret);
    expect(logged).not.toContain(secret);
  }
});

test('passwords are kept as argon2id of the stated cost, each with its own salt', async () => {
  const people = [await app.person(), await app.person()];
  const hashes = await app.all<{ password_hash: string }>(
    sql`select password_hash from app_user where id = any(${people.map(({ id }) => id)}::uuid[])`,
  );
  expect(new Set(hashes.map(({ password_hash }) => password_hash)).size).toBe(2);
  for (const { password_hash } of hashes) expect(password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,p=1,t=2\$/);
});

describe('seeding the admin', () => {
  const admin = { email: 'Boss@example.test', password: 'the password of the boss' };

  test('seeding the admin may run any number of times, also at once', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => seedAdmin(app.em(), admin)));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await seedAdmin(app.em(), { ...admin, password: 'another password' })).toBe(false);
    const answer = await app.logIn('boss@example.test', admin.password);
    expect(answer.body.user).toMatchObject({ role: 'admin', emailVerifiedAt: expect.any(String) });
  });

  test('seeding the admin does not promote a user who had the address before', async () => {
    const person = await app.person();
    expect(await seedAdmin(app.em(), { email: person.email, password: admin.password })).toBe(false);
    expect(await app.one(sql`select role from app_user where id = ${person.id}`)).toEqual({ role: 'user' });
  });
});
