import { sql } from 'kysely';
import { type AccountsFixture, createAccountsFixture, PASSWORD } from '../support.ts';

let app: AccountsFixture;
beforeAll(async () => {
  app = await createAccountsFixture();
});
afterAll(() => app.close());

const signUp = (email: string, password = PASSWORD, key?: string) =>
  app.call('POST', '/api/auth/signup', {
    body: { email, password, displayName: 'Ada' },
    ...(key === undefined ? {} : { key }),
  });

/** As if the account had been made an hour ago. */
async function settle(email: string): Promise<void> {
  await app.all(sql`update app_user set created_at = now() - interval '1 hour' where email = ${email}`);
}

test('a sign-up mails a welcome that verifies, and the account logs in', async () => {
  const answer = await signUp('Flow@Example.test');
  expect([answer.status, answer.body]).toEqual([202, { status: 'verification_sent' }]);
  const welcome = app.lastMail('flow@example.test');
  expect(welcome.kind).toBe('welcome');
  expect(welcome.to.displayName).toBe('Ada');

  const before = await app.logIn('FLOW@example.test', PASSWORD);
  expect(before.status).toBe(200);
  expect(before.headers.get('cache-control')).toBe('no-store');
  expect(before.body.user).toMatchObject({
    id: welcome.to.id,
    email: 'flow@example.test',
    emailVerifiedAt: null,
    role: 'user',
  });

  const verify = () => app.call('POST', '/api/auth/verify-email', { body: { token: welcome.token } });
  expect((await verify()).body).toEqual({ status: 'verified' });
  expect((await verify()).body.code).toBe('invalid_token');
  const me = await app.call('GET', '/api/users/me', { token: before.body.accessToken as string });
  expect(me.body.emailVerifiedAt).toEqual(expect.any(String));

  const events = await app.all<{ name: string }>(
    sql`select name from event where user_id = ${welcome.to.id} order by id`,
  );
  expect(events.map(({ name }) => name)).toEqual(['account.signed_up', 'account.logged_in', 'account.email_verified']);
});

describe('an address that has an account', () => {
  test('a sign-up with a known address gets the same answer, and its owner the mail', async () => {
    const fresh = await signUp('taken@example.test');
    await settle('taken@example.test');
    const again = await signUp('Taken@example.test', 'another password');
    expect([again.status, again.body]).toEqual([fresh.status, fresh.body]);
    const names = (headers: Headers) => [...headers.keys()].sort();
    expect(names(again.headers)).toEqual(names(fresh.headers));
    expect(app.mails.filter(({ to }) => to.email === 'taken@example.test').map(({ kind }) => kind)).toEqual([
      'welcome',
      'accountExists',
    ]);
    expect((await app.logIn('taken@example.test', 'another password')).status).toBe(401);
    expect((await app.logIn('taken@example.test', PASSWORD)).status).toBe(200);
  });

  test('a sign-up form that was sent twice mails the owner once', async () => {
    await signUp('twice@example.test');
    await signUp('twice@example.test');
    expect(app.mails.filter(({ to }) => to.email === 'twice@example.test')).toHaveLength(1);
  });

  test('an address that has an account is not flooded with mails', async () => {
    await signUp('flood@example.test');
    await settle('flood@example.test');
    for (let round = 0; round < 8; round += 1) expect((await signUp('flood@example.test')).status).toBe(202);
    expect(
      app.mails.filter(({ kind, to }) => kind === 'accountExists' && to.email === 'flood@example.test'),
    ).toHaveLength(3); // with the welcome, the four that one address gets
  });
});

test('ten sign-ups at once with one address make one account and one mail', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => signUp('race@example.test')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(await app.one(sql`select count(*)::int as n from app_user where email = 'race@example.test'`)).toEqual({
    n: 1,
  });
  expect(app.mails.filter(({ to }) => to.email === 'race@example.test')).toHaveLength(1);
});

test('an Idempotency-Key gives the first answer again and refuses another body', async () => {
  const first = await signUp('key@example.test', PASSWORD, 'signup-1');
  const second = await signUp('key@example.test', PASSWORD, 'signup-1');
  expect([second.status, second.body]).toEqual([first.status, first.body]);
  expect((await signUp('key2@example.test', PASSWORD, 'signup-1')).status).toBe(409);
  expect(app.mails.filter(({ to }) => to.email.startsWith('key'))).toHaveLength(1);
});

describe('refuses', () => {
  const good = { email: 'bad@example.test', password: PASSWORD, displayName: 'Bad' };
  test.each([
    ['a short password', { ...good, password: 'short' }, 'body.password'],
    ['a long password', { ...good, password: 'x'.repeat(201) }, 'body.password'],
    ['the address as password', { ...good, password: 'BAD@example.test' }, 'body.password'],
    ['a missing name', { email: good.email, password: good.password }, 'body.displayName'],
    ['a blank name', { ...good, displayName: '   ' }, 'body.displayName'],
    ['a name of two lines', { ...good, displayName: 'Ada\r\nBcc: all@example.test' }, 'body.displayName'],
    ['a name that turns text around', { ...good, displayName: 'Ada\u202Egnp' }, 'body.displayName'],
    ['no address', { ...good, email: 'nobody' }, 'body.email'],
    ['an address with a header in it', { ...good, email: 'a@example.test\r\nBcc: b@example.test' }, 'body.email'],
    ['an address that is too long', { ...good, email: `${'a'.repeat(250)}@example.test` }, 'body.email'],
    ['an unknown field', { ...good, role: 'admin' }, 'body.role'],
  ])('a sign-up with %s is refused', async (_name, body, field) => {
    const answer = await app.call('POST', '/api/auth/signup', { body });
    expect(answer.status).toBe(400);
    expect((answer.body.errors as { field: string }[]).map((error) => error.field)).toContain(field);
    expect(await app.one(sql`select count(*)::int as n from app_user where email like 'bad%'`)).toEqual({ n: 0 });
  });
});

test('a verification mail can be asked for again, and voids the earlier one', async () => {
  const person = await app.person();
  const first = app.lastMail(person.email);
  const resend = () => app.call('POST', '/api/auth/verify-email/resend', { token: person.accessToken });
  expect((await resend()).status).toBe(202);
  const second = app.lastMail(person.email);
  expect(second.kind).toBe('emailVerification');
  const verify = (token: string) => app.call('POST', '/api/auth/verify-email', { body: { token } });
  expect((await verify(first.token)).status).toBe(400);
  expect((await verify(second.token)).status).toBe(200);
  expect((await resend()).body.code).toBe('already_verified');
});

test('an expired verification is refused', async () => {
  const person = await app.person();
  await app.all(sql`update account_token set expires_at = now() where user_id = ${person.id}`);
  const { token } = app.lastMail(person.email);
  expect((await app.call('POST', '/api/auth/verify-email', { body: { token } })).status).toBe(400);
});
