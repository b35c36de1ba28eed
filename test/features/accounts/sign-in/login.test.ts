import { sql } from 'kysely';
import { median } from '../../../../bench/support/figures.ts';
import type { Answer } from '../../../support/http.ts';
import { recordStatements } from '../../../support/statement-log.ts';
import { type AccountsFixture, createAccountsFixture, PASSWORD } from '../support.ts';

const recorder = recordStatements();
let app: AccountsFixture;
beforeAll(async () => {
  app = await createAccountsFixture();
});
afterEach(async () => {
  await app.all(sql`delete from attempt_counter`);
});
afterAll(() => app.close());

const WRONG = 'not the password';

/** Everything of an answer that a guesser sees, save the request's own id. */
function visible({ status, body, headers }: Answer) {
  const { requestId: _id, ...rest } = body;
  const { instance: _instance, ...document } = rest as Record<string, unknown>;
  return { status, document, headers: [...headers.keys()].sort() };
}

async function unblock(): Promise<void> {
  await app.all(sql`update attempt_counter set blocked_until = now() where blocked_until is not null`);
}

describe('nothing tells whether an address has an account', () => {
  test('a wrong password, an unknown address and a disabled account are answered alike', async () => {
    const known = await app.person();
    const disabled = await app.person();
    await app.all(sql`update app_user set disabled_at = now() where id = ${disabled.id}`);
    const wrong = visible(await app.logIn(known.email, WRONG));
    expect(wrong.status).toBe(401);
    expect(wrong.document.code).toBe('invalid_credentials');
    expect(visible(await app.logIn('nobody@example.test', WRONG))).toEqual(wrong);
    expect(visible(await app.logIn(disabled.email, PASSWORD))).toEqual(wrong);
  });

  test('an unknown address costs the work of a password check, and the same statements', async () => {
    const { id, email } = await app.person();
    // From where the owner has logged in, guesses are counted in one place less.
    await app.all(sql`update user_session set address = '198.51.100.7' where user_id = ${id}`);
    /** Processor time of all threads, hashing included, which a busy machine does not stretch as it does the clock's. */
    const work = async (address: string) => {
      const before = process.cpuUsage();
      const statements = await recorder.during(() => app.logIn(address, WRONG));
      const { user, system } = process.cpuUsage(before);
      await app.all(sql`delete from attempt_counter`);
      return { spent: user + system, statements: statements.map(({ text }) => text) };
    };
    const ratios: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const [unknown, known] = [await work('nobody@example.test'), await work(email)];
      expect(unknown.statements).toEqual(known.statements);
      ratios.push(unknown.spent / known.spent);
    }
    // Without a check it would be a tenth.
    expect(median(ratios)).toBeGreaterThan(0.5);
    expect(median(ratios)).toBeLessThan(2);
  });
});

describe('guessing', () => {
  test.each([
    ['a known', true],
    ['an unknown', false],
  ])(
    '%s address is locked after five failures, longer each time, the right password included',
    async (_name, known) => {
      const email = known ? (await app.person()).email : 'unknown@example.test';
      const waits: number[] = [];
      for (let attempt = 1; attempt <= 7; attempt += 1) {
        expect((await app.logIn(email, WRONG)).status).toBe(401);
        if (attempt < 5) continue;
        const blocked = await app.logIn(email, known ? PASSWORD : WRONG);
        expect(blocked.status).toBe(429);
        expect(blocked.body.code).toBe('too_many_attempts');
        waits.push(Number(blocked.headers.get('retry-after')));
        await unblock();
      }
      expect(waits[0]).toBeGreaterThan(55);
      expect(waits[0]).toBeLessThanOrEqual(60);
      expect(waits[1]).toBeGreaterThan(115);
      expect(waits[1]).toBeLessThanOrEqual(120);
      expect(waits[2]).toBeGreaterThan(235);
      expect(waits[2]).toBeLessThanOrEqual(240);
    },
  );

  test('fifty guesses at once are five guesses', async () => {
    const { email } = await app.person();
    const answers = await Promise.all(Array.from({ length: 50 }, () => app.logIn(email, WRONG)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
  });

  test('twenty log-ins at once with the right password are no guesses', async () => {
    const { email } = await app.person();
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.logIn(email, PASSWORD)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test('a log-in that succeeds clears the count of failed ones', async () => {
    const { email } = await app.person();
    for (let round = 0; round < 3; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) await app.logIn(email, WRONG);
      expect((await app.logIn(email, PASSWORD)).status).toBe(200);
    }
  });

  test('a day without attempts forgets the failures', async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) await app.logIn('quiet@example.test', WRONG);
    await app.all(sql`update attempt_counter set updated_at = now() - interval '25 hours'`);
    expect((await app.logIn('quiet@example.test', WRONG)).status).toBe(401);
    expect((await app.logIn('quiet@example.test', WRONG)).status).toBe(401);
  });

  test('guesses at many accounts from one address are stopped, and logging in to an account of one’s own does not help', async () => {
    const own = await app.person();
    await app.all(sql`delete from attempt_counter`);
    const guess = (count: number, batch: number) =>
      Promise.all(Array.from({ length: count }, (_, n) => app.logIn(`victim${batch}-${n}@example.test`, WRONG)));
    for (let batch = 0; batch < 4; batch += 1) {
      await guess(10, batch);
      expect((await app.logIn(own.email, PASSWORD)).status).toBe(200);
    }
    await guess(10, 4);
    expect((await app.logIn('another-victim@example.test', WRONG)).status).toBe(429);
    expect((await app.logIn(own.email, PASSWORD)).status).toBe(429);
  });

  test('a password reset by the owner lifts the wait', async () => {
    const { email } = await app.person();
    for (let attempt = 0; attempt < 5; attempt += 1) await app.logIn(email, WRONG);
    expect((await app.logIn(email, PASSWORD)).status).toBe(429);
    await app.call('POST', '/api/auth/password-reset', { body: { email } });
    const { token } = app.lastMail(email);
    await app.call('POST', '/api/auth/password-reset/confirm', { body: { token, password: 'brand new password' } });
    expect((await app.logIn(email, 'brand new password')).status).toBe(200);
  });

  test('old counters go away when new ones come', async () => {
    await app.logIn('old@example.test', WRONG);
    await app.all(sql`update attempt_counter set updated_at = now() - interval '3 days'`);
    await app.logIn('new@example.test', WRONG);
    const keys = await app.all<{ key: string }>(sql`select key from attempt_counter where key like 'account:%'`);
    // One of the account and its network, one of the account.
    expect(keys).toHaveLength(2);
  });
});

describe('refresh', () => {
  const refresh = (refreshToken: string, headers: Record<string, string> = {}) =>
    app.call('POST', '/api/auth/refresh', { body: { refreshToken }, headers });
  const me = async (token: unknown) => (await app.call('GET', '/api/users/me', { token: token as string })).status;

  test('a refresh rotates: the new pair works, session and person stay', async () => {
    const person = await app.person();
    const first = await refresh(person.refreshToken);
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.body.refreshToken).not.toBe(person.refreshToken);
    expect(await me(first.body.accessToken)).toBe(200);
    const second = await refresh(first.body.refreshToken as string);
    expect(second.status).toBe(200);
    const sessions = await app.all(sql`select id from user_session where user_id = ${person.id}`);
    expect(sessions).toHaveLength(1);
  });

  /** Lets the grace of all tokens be over. */
  const elapse = () =>
    app.all(sql`update refresh_token set used_at = used_at - interval '10 seconds' where used_at is not null`);

  test.each([
    ['after the grace', elapse, undefined],
    ['from another client', async () => undefined, { 'user-agent': 'a thief' }],
  ])(
    'reuse of a refresh token %s revokes the whole family at once, access tokens included, and no other session',
    async (_when, wait, headers) => {
      const person = await app.person();
      const other = await app.logIn(person.email, PASSWORD);
      const rotated = await refresh(person.refreshToken);
      await wait();
      expect((await refresh(person.refreshToken, headers)).body.code).toBe('invalid_refresh_token');
      expect((await refresh(rotated.body.refreshToken as string)).status).toBe(401);
      expect(await me(rotated.body.accessToken)).toBe(401);
      expect(await me(person.accessToken)).toBe(401);
      expect(await me(other.body.accessToken)).toBe(200);
      const reasons = await app.all(
        sql`select revoked_reason from user_session where user_id = ${person.id} and revoked_at is not null`,
      );
      expect(reasons).toEqual([{ revoked_reason: 'reuse' }]);
    },
  );

  test.each([2, 3, 10])('%d tabs that refresh at once get the same successor, and go on with it', async (tabs) => {
    const person = await app.person();
    const answers = await Promise.all(Array.from({ length: tabs }, () => refresh(person.refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual(Array(tabs).fill(200));
    const successors = new Set(answers.map(({ body }) => body.refreshToken as string));
    expect(successors.size).toBe(1);
    for (const { body } of answers) expect(await me(body.accessToken)).toBe(200);
    expect((await refresh([...successors][0] as string)).status).toBe(200);
  });

  test('a session that was revoked meanwhile is not brought back by the grace', async () => {
    const person = await app.person();
    const rotated = await refresh(person.refreshToken);
    await app.call('POST', '/api/auth/logout', { token: rotated.body.accessToken as string });
    expect((await refresh(person.refreshToken)).status).toBe(401);
  });

  test('unknown, expired and logged-out tokens, and those of a disabled person, are answered alike', async () => {
    const expired = await app.person();
    await app.all(
      sql`update refresh_token set expires_at = now() where session_id in (select id from user_session where user_id = ${expired.id})`,
    );
    const gone = await app.person();
    await app.call('POST', '/api/auth/logout', { token: gone.accessToken });
    const disabled = await app.person();
    await app.all(sql`update app_user set disabled_at = now() where id = ${disabled.id}`);
    const unknown = visible(await refresh('x'.repeat(43)));
    expect(unknown.status).toBe(401);
    for (const person of [expired, gone, disabled])
      expect(visible(await refresh(person.refreshToken))).toEqual(unknown);
  });
});

test('logging out ends the session at once', async () => {
  const person = await app.person();
  const call = () => app.call('GET', '/api/users/me', { token: person.accessToken });
  expect((await call()).status).toBe(200);
  expect((await app.call('POST', '/api/auth/logout', { token: person.accessToken })).status).toBe(204);
  expect((await call()).status).toBe(401);
});

test('a log-in removes sessions that ended a month ago', async () => {
  const person = await app.person();
  await app.all(sql`update user_session set expires_at = now() - interval '31 days' where user_id = ${person.id}`);
  await app.logIn(person.email, PASSWORD);
  expect(await app.all(sql`select id from user_session where user_id = ${person.id}`)).toHaveLength(1);
});
