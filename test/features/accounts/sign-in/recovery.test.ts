import { sql } from 'kysely';
import { type AccountsFixture, createAccountsFixture, PASSWORD } from '../support.ts';

let app: AccountsFixture;
beforeAll(async () => {
  app = await createAccountsFixture();
});
afterAll(() => app.close());

const NEW_PASSWORD = 'a wholly new password';
const ask = (email: string) => app.call('POST', '/api/auth/password-reset', { body: { email } });
const confirm = (token: string, password = NEW_PASSWORD) =>
  app.call('POST', '/api/auth/password-reset/confirm', { body: { token, password } });

test('a reset sets the password, ends all sessions and verifies the address', async () => {
  const person = await app.person();
  expect((await ask(person.email)).body).toEqual({ status: 'reset_sent' });
  const mail = app.lastMail(person.email);
  expect(mail.kind).toBe('passwordReset');
  expect((await confirm(mail.token)).status).toBe(204);
  expect((await app.call('GET', '/api/users/me', { token: person.accessToken })).status).toBe(401);
  expect((await app.call('POST', '/api/auth/refresh', { body: { refreshToken: person.refreshToken } })).status).toBe(
    401,
  );
  expect((await app.logIn(person.email, PASSWORD)).status).toBe(401);
  const again = await app.logIn(person.email, NEW_PASSWORD);
  expect(again.status).toBe(200);
  expect(again.body.user).toMatchObject({ emailVerifiedAt: expect.any(String) });
});

test('an address without an account gets the same answer, no sooner, and no mail', async () => {
  const person = await app.person();
  const timed = async (email: string) => {
    const startedAt = performance.now();
    const answer = await ask(email);
    return { answer, ms: performance.now() - startedAt };
  };
  const known = await timed(person.email);
  const unknown = await timed('nobody@example.test');
  expect([unknown.answer.status, unknown.answer.body]).toEqual([known.answer.status, known.answer.body]);
  expect([...unknown.answer.headers.keys()].sort()).toEqual([...known.answer.headers.keys()].sort());
  expect(unknown.ms).toBeGreaterThan(59);
  expect(app.mails.filter(({ to }) => to.email === 'nobody@example.test')).toEqual([]);
});

test('a disabled account is not mailed', async () => {
  const person = await app.person();
  await app.all(sql`update app_user set disabled_at = now() where id = ${person.id}`);
  expect((await ask(person.email)).status).toBe(202);
  expect(app.lastMail(person.email).kind).toBe('welcome');
});

test('asking again voids the earlier token; four mails in a row are enough', async () => {
  const person = await app.person();
  await ask(person.email);
  const first = app.lastMail(person.email).token;
  for (let round = 0; round < 6; round += 1) expect((await ask(person.email)).status).toBe(202);
  const mails = app.mails.filter(({ kind, to }) => kind === 'passwordReset' && to.email === person.email);
  expect(mails).toHaveLength(4);
  expect((await confirm(first)).body.code).toBe('invalid_token');
  expect((await confirm(mails.at(-1)?.token as string)).status).toBe(204);
});

test('a token works once, also when it is used ten times at once', async () => {
  const person = await app.person();
  await ask(person.email);
  const { token } = app.lastMail(person.email);
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => confirm(token, `new password ${n}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(400)]);
});

test.each([
  ['made up', async () => 'x'.repeat(43)],
  [
    'expired',
    async () => {
      const person = await app.person();
      await ask(person.email);
      await app.all(sql`update account_token set expires_at = now() where user_id = ${person.id}`);
      return app.lastMail(person.email).token;
    },
  ],
  ['of another purpose', async () => app.lastMail((await app.person()).email).token],
])('a token that is %s changes nothing', async (_name, makeToken) => {
  const token = await makeToken();
  const before = await app.all(sql`select id, password_hash from app_user order by id`);
  expect((await confirm(token)).body).toMatchObject({ status: 400, code: 'invalid_token' });
  expect(await app.all(sql`select id, password_hash from app_user order by id`)).toEqual(before);
});

test('a weak new password leaves the token usable', async () => {
  const person = await app.person();
  await ask(person.email);
  const { token } = app.lastMail(person.email);
  expect((await confirm(token, person.email)).status).toBe(400);
  expect((await confirm(token, 'short')).status).toBe(400);
  expect((await confirm(token)).status).toBe(204);
});

test('the owner of an address that another person signed up with takes over all of it', async () => {
  const squatter = await app.person();
  const key = await app.call('POST', `/api/users/${squatter.id}/api-keys`, {
    token: squatter.accessToken,
    body: { name: 'left behind', scopes: ['events:write'] },
  });
  await app.call('PATCH', `/api/users/${squatter.id}`, {
    token: squatter.accessToken,
    body: { email: 'squatter@example.test', currentPassword: PASSWORD },
  });
  const change = app.lastMail('squatter@example.test');
  const scoped = () => app.call('GET', '/api/test/scoped', { token: key.body.key as string });
  expect((await scoped()).status).toBe(204);
  await ask(squatter.email);
  await confirm(app.lastMail(squatter.email).token);
  expect((await scoped()).status).toBe(401);
  expect((await app.call('POST', '/api/auth/verify-email', { body: { token: change.token } })).status).toBe(400);
});
