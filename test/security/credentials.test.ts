import { sql } from 'kysely';
import { type AccountsFixture, createAccountsFixture, PASSWORD, type Person } from '../features/accounts/support.ts';

/** Who may make new credentials, who hears of it, and whom guessing locks out. */

let app: AccountsFixture;
beforeAll(async () => {
  app = await createAccountsFixture({ TRUST_PROXY_HOPS: '1' });
});
afterEach(async () => {
  await app.all(sql`delete from attempt_counter`);
});
afterAll(() => app.close());

const WRONG = 'not the password';
const KEY = { name: 'server', scopes: ['events:write'] };
const from = (address: string) => ({ 'x-forwarded-for': address });
const noticesTo = (email: string) => app.notices.filter(({ to }) => to.email === email).map(({ event }) => event);

const logIn = (email: string, password: string, address: string, deviceToken?: unknown) =>
  app.call('POST', '/api/auth/login', { body: { email, password, deviceToken }, headers: from(address) });

/** Someone whose address is proven. */
async function owner(): Promise<Person> {
  const person = await app.person();
  await app.all(sql`update app_user set email_verified_at = now() where id = ${person.id}`);
  return person;
}

/** Lets the log-ins of a person be an hour old. */
const age = ({ id }: Person) =>
  app.all(sql`update user_session set created_at = created_at - interval '1 hour' where user_id = ${id}`);

const createKey = (person: Person, more: Record<string, unknown> = {}) =>
  app.call('POST', `/api/users/${person.id}/api-keys`, { token: person.accessToken, body: { ...KEY, ...more } });

describe('a new API key', () => {
  test.each([
    ['a log-in of this moment', false, {}, 201, undefined],
    ['an older log-in', true, {}, 403, 'password_required'],
    ['an older log-in and the password', true, { currentPassword: PASSWORD }, 201, undefined],
    ['an older log-in and another password', true, { currentPassword: WRONG }, 403, 'wrong_password'],
    ['a log-in of this moment and another password', false, { currentPassword: WRONG }, 403, 'wrong_password'],
  ])('a new API key needs a fresh log-in or the password: %s', async (_what, old, more, status, code) => {
    const person = await owner();
    if (old) await age(person);
    const answer = await createKey(person, more);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(noticesTo(person.email)).toEqual(status === 201 ? ['api_key_created'] : []);
  });
});

describe('a new password', () => {
  const works = async (key: unknown) =>
    (await app.call('GET', '/api/test/scoped', { token: key as string })).status === 204;

  async function change(person: Person): Promise<number> {
    const body = { password: 'another good one', currentPassword: PASSWORD };
    return (await app.call('PATCH', `/api/users/${person.id}`, { token: person.accessToken, body })).status;
  }

  async function reset({ email }: Person): Promise<number> {
    await app.call('POST', '/api/auth/password-reset', { body: { email } });
    const body = { token: app.lastMail(email).token, password: 'another good one' };
    return (await app.call('POST', '/api/auth/password-reset/confirm', { body })).status;
  }

  test.each([
    ['a change', change, 200],
    ['a reset', reset, 204],
  ])('a new password by %s ends all keys, and the owner is told', async (_how, renew, status) => {
    const person = await owner();
    const { key } = (await createKey(person)).body;
    expect(await works(key)).toBe(true);
    expect(await renew(person)).toBe(status);
    expect(await works(key)).toBe(false);
    expect(noticesTo(person.email)).toEqual(['api_key_created', 'password_changed']);
  });

  test.each([
    'qwertyuiop',
    'Password123',
    '1234567890',
    'basketball1!',
    'iloveyou2024',
    'aaaaaaaaaaaa',
    '!!Manchester',
    // Beyond the first fifty thousand of the list.
    'paneldecontrol',
    'Proveedores9',
    // Of words of this site.
    'vibe-trend-analyzer',
    'Bullish2026Trader!',
    'WelcomeAdmin 1',
  ])('a new password that is guessed first is refused: %s', async (password) => {
    const body = { email: 'weak@example.test', password, displayName: 'Weak' };
    const answer = await app.call('POST', '/api/auth/signup', { body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ field: 'body.password', code: 'password_is_common' }),
    ]);
  });

  test.each([
    'correct horse battery',
    'xk7Qp2mVz9Lw',
    'мой пароль длинный',
    'unusual-password-here',
    'bulls of the vibrant trends',
    '7391 0264 8815 2930',
  ])('a new password that is not common is taken: %s', async (password) => {
    const email = `strong${password.length}@example.test`;
    const body = { email, password, displayName: 'Strong' };
    expect((await app.call('POST', '/api/auth/signup', { body })).status).toBe(202);
  });
});

test('a change of address is told to the old one', async () => {
  const person = await owner();
  const body = { email: `new-${person.email}`, currentPassword: PASSWORD };
  await app.call('PATCH', `/api/users/${person.id}`, { token: person.accessToken, body });
  const { token } = app.lastMail(`new-${person.email}`);
  expect((await app.call('POST', '/api/auth/verify-email', { body: { token } })).status).toBe(200);
  expect(noticesTo(person.email)).toEqual(['address_changed']);
  expect(noticesTo(`new-${person.email}`)).toEqual([]);
});

describe('guesses at an account', () => {
  async function guess(email: string, address: string, times = 5): Promise<void> {
    for (let attempt = 0; attempt < times; attempt += 1) await logIn(email, WRONG, address);
  }

  test.each(['198.51.100.1', '2001:db8::1', '203.0.113.9'])(
    'guesses from %s do not lock the owner out elsewhere',
    async (attacker) => {
      const { email } = await owner();
      await guess(email, attacker);
      expect((await logIn(email, PASSWORD, attacker)).status).toBe(429);
      expect((await logIn(email, PASSWORD, '192.0.2.50')).status).toBe(200);
      expect(noticesTo(email)).toEqual(['log_in_locked']);
    },
  );

  test('guesses from hundreds of networks lock new devices out, not those that have logged in', async () => {
    const { email } = await app.person();
    const { deviceToken } = (await logIn(email, PASSWORD, '192.0.2.60')).body;
    for (let network = 0; network < 100; network += 4) {
      await Promise.all([0, 1, 2, 3].map((n) => logIn(email, WRONG, `10.1.${network + n}.1`)));
    }
    expect((await logIn(email, PASSWORD, '203.0.113.1')).status).toBe(429);
    // On the road with the known device, and at the known place with a new one.
    expect((await logIn(email, PASSWORD, '203.0.113.1', deviceToken)).status).toBe(200);
    expect((await logIn(email, PASSWORD, '192.0.2.60')).status).toBe(200);
  });

  test.each(['made up', 'x.y', 'other'])('guesses are not freed by a device token that is %s', async (what) => {
    const { email } = await app.person();
    const other = await app.person();
    const token = what === 'other' ? (await logIn(other.email, PASSWORD, '192.0.2.61')).body.deviceToken : what;
    await guess(email, '198.51.100.2');
    expect((await logIn(email, PASSWORD, '198.51.100.2', token)).status).toBe(429);
  });

  test('guesses by a known device are counted too', async () => {
    const { email } = await app.person();
    const { deviceToken } = (await logIn(email, PASSWORD, '192.0.2.62')).body;
    for (let attempt = 0; attempt < 10; attempt += 1) await logIn(email, WRONG, '198.51.100.3', deviceToken);
    expect((await logIn(email, PASSWORD, '198.51.100.3', deviceToken)).status).toBe(429);
  });

  test('guesses do not hold up the owner’s change of password, which has a count of its own', async () => {
    const person = await app.person();
    await guess(person.email, '198.51.100.4', 6);
    const change = (currentPassword: string) =>
      app.call('PATCH', `/api/users/${person.id}`, {
        token: person.accessToken,
        body: { password: 'another good one', currentPassword },
        headers: from('198.51.100.4'),
      });
    for (let attempt = 0; attempt < 4; attempt += 1) expect((await change(WRONG)).status).toBe(403);
    expect((await change(PASSWORD)).status).toBe(200);
    await app.all(sql`delete from attempt_counter`);
    for (let attempt = 0; attempt < 5; attempt += 1) await change(WRONG);
    expect((await change('another good one')).status).toBe(429);
    expect((await logIn(person.email, 'another good one', '198.51.100.4')).status).toBe(200);
  });

  test('guesses are told to the owner once a day', async () => {
    const { email } = await owner();
    await guess(email, '198.51.100.5');
    await guess(email, '198.51.100.6');
    await guess(email, '198.51.100.7');
    expect(noticesTo(email)).toEqual(['log_in_locked']);
  });
});

test('resets that others ask for do not use up the owner’s', async () => {
  const { email } = await app.person();
  const ask = (address: string) =>
    app.call('POST', '/api/auth/password-reset', { body: { email }, headers: from(address) });
  await logIn(email, PASSWORD, '192.0.2.70');
  for (let network = 0; network < 30; network += 1) await ask(`10.2.${network}.1`);
  const flooded = app.mails.filter(({ to }) => to.email === email).length;
  expect(flooded).toBeLessThan(16);
  await ask('192.0.2.70');
  const { token } = app.lastMail(email);
  expect(app.mails.filter(({ to }) => to.email === email)).toHaveLength(flooded + 1);
  const body = { token, password: 'another good one' };
  expect((await app.call('POST', '/api/auth/password-reset/confirm', { body })).status).toBe(204);
});

describe('sessions', () => {
  const list = (userId: string, token: string) => app.call('GET', `/api/users/${userId}/sessions`, { token });
  const lives = async (token: unknown) =>
    (await app.call('GET', '/api/users/me', { token: token as string })).status === 200;

  test('sessions are listed with device and place, and ended one by one', async () => {
    const person = await app.person();
    const headers = { ...from('192.0.2.80'), 'user-agent': 'Phone\u00a0/1' };
    const phone = await app.call('POST', '/api/auth/login', {
      body: { email: person.email, password: PASSWORD },
      headers,
    });
    const { data } = (await list(person.id, person.accessToken)).body as { data: Record<string, unknown>[] };
    expect(data.map(({ current }) => current)).toEqual([false, true]);
    expect(data[0]).toMatchObject({ address: '192.0.2.80', device: expect.stringContaining('Phone') });
    const path = `/api/users/${person.id}/sessions/${data[0]?.id}`;
    expect((await app.call('DELETE', path, { token: person.accessToken })).status).toBe(204);
    expect([await lives(phone.body.accessToken), await lives(person.accessToken)]).toEqual([false, true]);
    expect((await app.call('DELETE', path, { token: person.accessToken })).status).toBe(404);
  });

  test('all sessions but the present one are ended together', async () => {
    const person = await app.person();
    const other = await logIn(person.email, PASSWORD, '192.0.2.81');
    const path = `/api/users/${person.id}/sessions`;
    expect((await app.call('DELETE', path, { token: person.accessToken })).status).toBe(204);
    expect([await lives(other.body.accessToken), await lives(person.accessToken)]).toEqual([false, true]);
  });

  test('sessions of others are for admins', async () => {
    const person = await app.person();
    const stranger = await app.person('moderator');
    const admin = await app.person('admin');
    const path = `/api/users/${person.id}/sessions`;
    const first = (await list(person.id, person.accessToken)).body as { data: { id: string }[] };
    for (const [method, at] of [
      ['GET', path],
      ['DELETE', path],
      ['DELETE', `${path}/${first.data[0]?.id}`],
    ] as const) {
      expect((await app.call(method, at, { token: stranger.accessToken })).status).toBe(404);
    }
    expect(await lives(person.accessToken)).toBe(true);
    // Not by a path of one's own either.
    const own = `/api/users/${stranger.id}/sessions/${first.data[0]?.id}`;
    expect((await app.call('DELETE', own, { token: stranger.accessToken })).status).toBe(404);
    expect((await list(person.id, admin.accessToken)).body.data).toHaveLength(1);
    expect((await app.call('DELETE', path, { token: admin.accessToken })).status).toBe(204);
    expect(await lives(person.accessToken)).toBe(false);
  });

  test.each([
    [29, 200, true],
    [30, 401, false],
    [31, 401, false],
  ])('%d days after the log-in a refresh is answered %d', async (days, status, lives) => {
    const person = await app.person();
    await app.all(
      sql`update user_session set created_at = created_at - make_interval(days => ${days}::int) where user_id = ${person.id}`,
    );
    const answer = await app.call('POST', '/api/auth/refresh', { body: { refreshToken: person.refreshToken } });
    const left = Number(answer.body.refreshExpiresIn ?? 0);
    expect([answer.status, left > 0, left <= 86_400]).toEqual([status, lives, true]);
  });
});
