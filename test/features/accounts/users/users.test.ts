import { sql } from 'kysely';
import { type AccountsFixture, createAccountsFixture, PASSWORD, type Person } from '../support.ts';

let app: AccountsFixture;
let admin: Person;
beforeAll(async () => {
  app = await createAccountsFixture();
  admin = await app.person('admin');
});
afterAll(() => app.close());

const get = (path: string, person: Person) => app.call('GET', path, { token: person.accessToken });
const patch = (who: Person, userId: string, body: unknown) =>
  app.call('PATCH', `/api/users/${userId}`, { token: who.accessToken, body });
const verify = (token: string) => app.call('POST', '/api/auth/verify-email', { body: { token } });

test('others see the public part, the person and admins all of it', async () => {
  const [person, stranger] = [await app.person(), await app.person('moderator')];
  const path = `/api/users/${person.id}`;
  expect(Object.keys((await get(path, stranger)).body).sort()).toEqual([
    'avatar',
    'createdAt',
    'displayName',
    'id',
    'role',
  ]);
  for (const viewer of [person, admin]) expect((await get(path, viewer)).body.email).toBe(person.email);
  expect((await get('/api/users/me', person)).body).toEqual((await get(path, person)).body);
});

test('a name is changed by its owner and by admins, for others there is no such user', async () => {
  const [person, stranger] = [await app.person(), await app.person('moderator')];
  expect((await patch(person, person.id, { displayName: '  Grace ' })).body.displayName).toBe('Grace');
  expect((await patch(admin, person.id, { displayName: 'Hopper' })).body.displayName).toBe('Hopper');
  const refused = await patch(stranger, person.id, { displayName: 'Eve' });
  const missing = await patch(stranger, '01920000-0000-7000-8000-000000000000', { displayName: 'Eve' });
  expect([refused.status, refused.body.code]).toEqual([404, 'not_found']);
  expect(refused.body.detail).toBe(missing.body.detail);
  expect((await get(`/api/users/${person.id}`, person)).body.displayName).toBe('Hopper');
});

test.each([
  ['nothing', {}],
  ['an address without the password', { email: 'x@example.test' }],
  ['a password without the current one', { password: 'long enough password' }],
  ['the current password alone', { currentPassword: PASSWORD }],
  ['an unknown field', { displayName: 'x', role: 'admin' }],
])('%s is not a valid change of a user', async (_name, body) => {
  const person = await app.person();
  expect((await patch(person, person.id, body)).status).toBe(400);
});

describe('a new password', () => {
  test('a new password ends the other sessions and keeps this one', async () => {
    const person = await app.person();
    const other = await app.logIn(person.email, PASSWORD);
    const change = { password: 'the next password', currentPassword: PASSWORD };
    expect((await patch(person, person.id, change)).status).toBe(200);
    expect((await get('/api/users/me', person)).status).toBe(200);
    expect((await app.call('GET', '/api/users/me', { token: other.body.accessToken as string })).status).toBe(401);
    expect((await app.logIn(person.email, PASSWORD)).status).toBe(401);
    expect((await app.logIn(person.email, 'the next password')).status).toBe(200);
  });

  test('a new password needs the current one, which a stolen session cannot guess', async () => {
    const person = await app.person();
    const guess = () => patch(person, person.id, { password: 'the next password', currentPassword: 'a guess' });
    for (let attempt = 1; attempt <= 5; attempt += 1) expect((await guess()).body.code).toBe('wrong_password');
    const blocked = await guess();
    expect([blocked.status, blocked.body.code]).toEqual([429, 'too_many_attempts']);
    expect(blocked.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  test('an admin can set neither the password nor the address of a user', async () => {
    const person = await app.person();
    for (const change of [{ password: 'the next password' }, { email: 'admin-chose@example.test' }]) {
      const answer = await patch(admin, person.id, { ...change, currentPassword: PASSWORD });
      expect([answer.status, answer.body.code]).toEqual([403, 'owner_only']);
    }
  });

  test('of two new passwords at once, one holds', async () => {
    const person = await app.person();
    const passwords = ['first new password', 'second new password'];
    const answers = await Promise.all(
      passwords.map((password) => patch(person, person.id, { password, currentPassword: PASSWORD })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  });
});

describe('a new address', () => {
  const change = (person: Person, email: string) => patch(person, person.id, { email, currentPassword: PASSWORD });

  test('a new address waits until it is verified, then replaces the old one', async () => {
    const person = await app.person();
    const answer = await change(person, 'Moved@Example.test');
    expect(answer.body).toMatchObject({ email: person.email, pendingEmail: 'moved@example.test' });
    expect((await app.logIn('moved@example.test', PASSWORD)).status).toBe(401);
    await app.call('POST', '/api/auth/password-reset', { body: { email: person.email } });
    const reset = app.lastMail(person.email);
    expect((await verify(app.lastMail('moved@example.test').token)).status).toBe(200);
    expect((await get('/api/users/me', person)).body).toMatchObject({
      email: 'moved@example.test',
      pendingEmail: null,
    });
    expect((await app.logIn(person.email, PASSWORD)).status).toBe(401);
    expect((await app.logIn('moved@example.test', PASSWORD)).status).toBe(200);
    const confirm = { token: reset.token, password: 'by the old mailbox' };
    expect((await app.call('POST', '/api/auth/password-reset/confirm', { body: confirm })).status).toBe(400);
  });

  test('a new address that belongs to another user is answered like any other, and its owner is mailed', async () => {
    const [person, owner] = [await app.person(), await app.person()];
    const free = await change(person, 'free@example.test');
    const taken = await change(person, owner.email);
    expect(taken.status).toBe(free.status);
    expect({ ...taken.body, pendingEmail: null }).toEqual({ ...free.body, pendingEmail: null });
    expect(app.lastMail(owner.email)).toMatchObject({ kind: 'accountExists', to: { id: owner.id } });
    // Neither mail is found among the jobs of whoever asked.
    expect(app.lastMail('free@example.test')).toMatchObject({ kind: 'emailVerification', to: { id: null } });
  });

  test('a new address that was taken in the meantime is refused at its verification', async () => {
    const [person, rival] = [await app.person(), await app.person()];
    await change(person, 'wanted@example.test');
    const token = app.lastMail('wanted@example.test').token;
    await change(rival, 'wanted@example.test');
    const rivals = app.lastMail('wanted@example.test').token;
    const answers = await Promise.all([verify(token), verify(rivals)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(await app.all(sql`select id from app_user where email = 'wanted@example.test'`)).toHaveLength(1);
  });

  test('a new address can be given up before it is verified', async () => {
    const person = await app.person();
    await change(person, 'regretted@example.test');
    const { token } = app.lastMail('regretted@example.test');
    expect((await change(person, person.email)).body.pendingEmail).toBeNull();
    expect((await verify(token)).status).toBe(400);
  });
});

describe('deleting an account', () => {
  const OWN = { currentPassword: PASSWORD };

  test('deleting an account takes its person out, ends sessions and keys at once and frees the address', async () => {
    const person = await app.person();
    const other = await app.person();
    const path = `/api/users/${person.id}`;
    const key = await app.call('POST', `${path}/api-keys`, {
      token: person.accessToken,
      body: { name: 'Server of Ada', scopes: ['events:write'] },
    });
    const scoped = () => app.call('GET', '/api/test/scoped', { token: key.body.key as string });
    expect((await scoped()).status).toBe(204);
    expect((await app.call('DELETE', path, { token: person.accessToken, body: OWN })).status).toBe(202);
    expect((await get('/api/users/me', person)).status).toBe(401);
    expect((await scoped()).status).toBe(401);
    expect((await app.call('POST', '/api/auth/refresh', { body: { refreshToken: person.refreshToken } })).status).toBe(
      401,
    );
    for (const viewer of [other, admin]) expect((await get(path, viewer)).status).toBe(404);
    expect(await app.one(sql`select email, display_name, password_hash from app_user where id = ${person.id}`)).toEqual(
      {
        email: null,
        display_name: 'Deleted user',
        password_hash: null,
      },
    );
    const again = await app.call('POST', '/api/auth/signup', {
      body: { email: person.email, password: PASSWORD, displayName: 'Somebody else' },
    });
    expect(again.status).toBe(202);
    expect(app.lastMail(person.email)).toMatchObject({ kind: 'welcome', to: { displayName: 'Somebody else' } });
  });

  test('deleting an account is for the owner and admins; for others there is no such user', async () => {
    const [person, stranger] = [await app.person(), await app.person('moderator')];
    const remove = (who: Person) => app.call('DELETE', `/api/users/${person.id}`, { token: who.accessToken });
    expect((await remove(stranger)).status).toBe(404);
    expect((await remove(admin)).status).toBe(202);
    expect((await remove(admin)).status).toBe(404);
  });
});

describe('what admins do', () => {
  const put = (who: Person, path: string, body: unknown) => app.call('PUT', path, { token: who.accessToken, body });

  test('the list of users is paged, newest first, and filtered', async () => {
    const people = [await app.person('moderator'), await app.person(), await app.person()];
    const first = await get('/api/users?limit=2', admin);
    const second = await get(`/api/users?limit=2&cursor=${first.body.nextCursor}`, admin);
    const ids = [first, second].flatMap(({ body }) => (body.data as { id: string }[]).map(({ id }) => id));
    expect(ids.slice(0, 3)).toEqual(people.map(({ id }) => id).reverse());
    const byEmail = await get(`/api/users?email=${(people[1] as Person).email.toUpperCase()}`, admin);
    expect(byEmail.body).toMatchObject({ data: [{ id: (people[1] as Person).id }], nextCursor: null });
    const moderators = (await get('/api/users?role=moderator&limit=100', admin)).body.data as {
      role: string;
    }[];
    expect(new Set(moderators.map(({ role }) => role))).toEqual(new Set(['moderator']));
    expect((await get('/api/users?disabled=true', admin)).body).toEqual({ data: [], nextCursor: null });
    expect((await get('/api/users?cursor=made-up', admin)).status).toBe(400);
    expect((await get('/api/users', people[0] as Person)).status).toBe(403);
  });

  test('the list finds a user by the start of any word of the name, whatever its case and accents', async () => {
    const [older, newer] = [await app.person(), await app.person('moderator')];
    await patch(older, older.id, { displayName: 'Märta af Ugglas' });
    await patch(newer, newer.id, { displayName: 'Ugo Quist-Marten' });
    const found = async (query: string) =>
      ((await get(`/api/users?${query}`, admin)).body.data as { id: string }[]).map(({ id }) => id);
    expect(await found('name=ug')).toEqual([newer.id, older.id]);
    expect(await found('name=MART')).toEqual([newer.id, older.id]);
    expect(await found(`name=${encodeURIComponent('af ugg')}`)).toEqual([older.id]);
    expect(await found('name=ug&role=moderator')).toEqual([newer.id]);
    expect(await found('name=glas')).toEqual([]);
    expect(await found(`name=${encodeURIComponent('---')}`)).toEqual([]);
    const page = await get('/api/users?name=ug&limit=1', admin);
    expect(await found(`name=ug&cursor=${page.body.nextCursor}`)).toEqual([older.id]);
    expect((await get('/api/users?name=', admin)).status).toBe(400);
  });

  test('a role holds at once for open sessions', async () => {
    const person = await app.person();
    expect((await get('/api/users', person)).status).toBe(403);
    expect((await put(admin, `/api/users/${person.id}/role`, { role: 'admin' })).body.role).toBe('admin');
    expect((await get('/api/users', person)).status).toBe(200);
    await put(admin, `/api/users/${person.id}/role`, { role: 'user' });
    expect((await get('/api/users', person)).status).toBe(403);
    expect((await put(person, `/api/users/${person.id}/role`, { role: 'admin' })).status).toBe(403);
  });

  test('a disabled account ends at once and works again once enabled', async () => {
    const person = await app.person();
    const path = `/api/users/${person.id}/disabled`;
    expect((await put(admin, path, { disabled: true })).body.disabledAt).toEqual(expect.any(String));
    expect((await get('/api/users/me', person)).status).toBe(401);
    expect((await app.logIn(person.email, PASSWORD)).status).toBe(401);
    expect((await put(admin, path, { disabled: false })).body.disabledAt).toBeNull();
    expect((await get('/api/users/me', person)).status).toBe(401);
    expect((await app.logIn(person.email, PASSWORD)).status).toBe(200);
  });

  test('the only admin stays one, also when two remove each other at once', async () => {
    const own = `/api/users/${admin.id}`;
    for (const attempt of [
      put(admin, `${own}/role`, { role: 'user' }),
      put(admin, `${own}/disabled`, { disabled: true }),
      app.call('DELETE', own, { token: admin.accessToken, body: { currentPassword: PASSWORD } }),
    ]) {
      expect((await attempt).body.code).toBe('last_admin');
    }
    const second = await app.person('admin');
    const answers = await Promise.all([
      put(admin, `/api/users/${second.id}/role`, { role: 'user' }),
      put(second, `${own}/role`, { role: 'user' }),
    ]);
    // The loser is told that it is the last one, or, if it came a moment later, that it is no admin any more.
    const [winner, loser] = answers.map(({ status }) => status).sort();
    expect(winner).toBe(200);
    expect([403, 409]).toContain(loser);
    expect(await app.all(sql`select id from app_user where role = 'admin'`)).toHaveLength(1);
  });
});
