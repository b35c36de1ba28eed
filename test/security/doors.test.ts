import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { privateFolder } from '../../dev/paths.ts';
import { callerProblem } from '../../src/features/accounts/credentials/mail-budget.service.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { run } from '../../src/platform/db/sql.ts';
import { attackCounts } from '../../src/platform/metrics/attacks.ts';
import { type AccountsFixture, createAccountsFixture, PASSWORD, type Person } from '../features/accounts/support.ts';
import { type ComposedApi, composedApi, personOf } from '../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { ask } from '../support/http.ts';

/** Limits and curtains that no other test names. */

describe('mails that one caller causes to addresses that are not proven', () => {
  let app: AccountsFixture;
  beforeAll(async () => {
    app = await createAccountsFixture();
  });
  afterAll(() => app.close());

  test('mails to unverified addresses are limited by user, whatever addresses they go to', async () => {
    const person = await app.person();
    const statuses: number[] = [];
    for (let index = 0; index < 32; index += 1) {
      const answer = await app.call('PATCH', `/api/users/${person.id}`, {
        token: person.accessToken,
        body: { email: `target${index}@example.test`, currentPassword: PASSWORD },
      });
      statuses.push(answer.status);
      if (answer.status === 200) continue;
      expect(answer.body.code).toBe('too_many_attempts');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 200), 429, 429]);
    expect(app.mails.filter(({ to }) => to.email.startsWith('target'))).toHaveLength(30);
  });

  type Deed = (person: Person) => Promise<unknown>;
  const deedsOf: [what: string, deed: Deed][] = [
    ['a second sign-up', ({ email }) => signUp(email)],
    ['a reset', ({ email }) => app.call('POST', '/api/auth/password-reset', { body: { email } })],
    [
      'a new API key',
      ({ id, accessToken: token }) =>
        app.call('POST', `/api/users/${id}/api-keys`, { token, body: { name: 'k', scopes: ['events:write'] } }),
    ],
    [
      'a new password',
      ({ id, accessToken: token }) =>
        app.call('PATCH', `/api/users/${id}`, {
          token,
          body: { password: 'another good one', currentPassword: PASSWORD },
        }),
    ],
    [
      'wrong passwords',
      async ({ email }) => {
        for (let attempt = 0; attempt < 6; attempt += 1) await app.logIn(email, 'not the password');
      },
    ],
    [
      'another user’s change to it',
      async ({ email }) => {
        const { id, accessToken: token } = await app.person();
        return await app.call('PATCH', `/api/users/${id}`, { token, body: { email, currentPassword: PASSWORD } });
      },
    ],
    ['a deletion', remove],
  ];
  const signUp = (email: string) =>
    app.call('POST', '/api/auth/signup', { body: { email, password: PASSWORD, displayName: 'Written by a stranger' } });
  function remove({ id, accessToken: token }: Person) {
    return app.call('DELETE', `/api/users/${id}`, { token, body: { currentPassword: PASSWORD } });
  }

  test.each(deedsOf)(
    'mails to unverified addresses neither show the name of the account nor tell of %s',
    async (_what, deed) => {
      const person = await app.person();
      await app.all(sql`update app_user set created_at = now() - interval '1 hour' where id = ${person.id}`);
      await deed(person);
      const of = ({ to }: { to: { email: string } }) => to.email === person.email;
      expect(app.mails.filter(of).length).toBeGreaterThan(0);
      // The names of these two are left out where they are made into mails.
      const named = app.mails.filter(of).filter(({ kind }) => kind !== 'welcome' && kind !== 'emailVerification');
      expect(named.filter(({ to }) => to.displayName !== '')).toEqual([]);
      expect(app.notices.filter(of)).toEqual([]);
      await app.all(sql`delete from attempt_counter`);
    },
  );

  test('mails to unverified addresses are as few for one who deletes the account and signs up again', async () => {
    const email = 'again-and-again@example.test';
    for (let round = 0; round < 8; round += 1) {
      await signUp(email);
      const { body } = await app.logIn(email, PASSWORD);
      const { id } = await app.one<{ id: string }>(sql`select id from app_user where email = ${email}`);
      expect((await remove({ id, accessToken: body.accessToken } as Person)).status).toBe(202);
    }
    expect(app.mails.filter(({ to }) => to.email === email)).toHaveLength(4);
    await app.all(sql`delete from attempt_counter`);
  });

  test('mails to unverified addresses are limited by network, for each by itself', async () => {
    const waits: boolean[] = [];
    for (let attempt = 0; attempt < 31; attempt += 1)
      waits.push((await callerProblem(app.em(), '203.0.113.7')) !== null);
    expect(waits).toEqual([...Array.from({ length: 30 }, () => false), true]);
    expect(await callerProblem(app.em(), '203.0.113.8')).toBeNull();
  });
});

test.each([
  ['production', '0', true],
  ['production', '1', false],
  ['test', '0', false],
])('a proxy in %s with TRUST_PROXY_HOPS=%s is warned of: %s', async (environment, hops, warned) => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { x, d } = privateKey.export({ format: 'jwk' });
  const own = 'an own secret of more than thirty-two characters';
  const app = await createAccountsFixture({
    NODE_ENV: environment,
    TRUST_PROXY_HOPS: hops,
    AUTH_KEYS: JSON.stringify([{ kty: 'OKP', crv: 'Ed25519', kid: 'own', x, d }]),
    LINK_SECRET: own,
    EMAIL_WEBHOOK_SECRET: own,
    FILE_LINK_KEYS: `1:${own}`,
  });
  try {
    const lines = () => app.logs.filter((line) => line.includes('TRUST_PROXY_HOPS is 0'));
    await app.call('GET', '/livez');
    expect(lines()).toEqual([]);
    for (let request = 0; request < 3; request += 1) {
      await app.call('GET', '/livez', { headers: { 'x-forwarded-for': '203.0.113.7' } });
    }
    // Once, however many requests there are.
    expect(lines()).toHaveLength(warned ? 1 : 0);
  } finally {
    await app.close();
  }
});

test('refreshing is limited by session: others of the same address go on', async () => {
  const app = await createAccountsFixture();
  try {
    const [busy, calm] = [await app.person(), await app.person()];
    const refresh = (refreshToken: string) => app.call('POST', '/api/auth/refresh', { body: { refreshToken } });
    let token = busy.refreshToken;
    let answer = await refresh(token);
    let rounds = 0;
    while (answer.status === 200 && rounds < 60) {
      rounds += 1;
      // However slow this machine is, all of it happens within the minute.
      await app.all(sql`update refresh_token set created_at = now()`);
      token = String(answer.body.refreshToken);
      answer = await refresh(token);
    }
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([429, 'rate_limited', '60']);
    expect(rounds).toBe(30);
    expect((await refresh(calm.refreshToken)).status).toBe(200);
    // The session goes on once the minute is over: a refusal spends no token.
    await app.all(sql`update refresh_token set created_at = created_at - interval '2 minutes'`);
    expect((await refresh(token)).status).toBe(200);
  } finally {
    await app.close();
  }
});

describe('of jobs and files', () => {
  let database: TestDatabase;
  let api: ComposedApi;
  let url: string;
  beforeAll(async () => {
    database = await createDatabase();
    api = composedApi(database.url);
    ({ url } = await api.app.listen());
  });
  afterAll(async () => {
    await api.close();
    await database.drop();
  });

  test('links into Temporal and the words of mail servers are for admins', async () => {
    const owner = await personOf(api.em(), url, 'owner', 'user');
    const admin = await personOf(api.em(), url, 'admin', 'admin');
    const id = newId();
    await run(
      api.em(),
      sql`insert into job (id, type, workflow, task_queue, input, summary, requested_by, status, error_code, error_message, finished_at)
          values (${id}, 'email', 'sendEmail', 'interactive', '{}', 'a mail', ${owner.id}, 'failed', 'smtp_rejected', '550 mailbox of zoe unavailable', now())`,
    );
    const look = async (token: string) => (await ask('GET', `${url}/api/jobs/${id}`, { token })).body;
    const seen = await look(owner.token);
    expect(seen.links).toMatchObject({ temporal: null });
    expect(JSON.stringify(seen)).not.toContain('zoe');
    const whole = await look(admin.token);
    expect(whole.links).toMatchObject({ temporal: expect.stringContaining(id) });
    expect(JSON.stringify(whole)).toContain('zoe');
  });

  test.each(['nonsense', 'A'.repeat(64), 'MTpmb3JnZWQ'])(
    'a forged link (%s) is counted and finds nothing',
    async (token) => {
      const before = attackCounts().link_forged;
      const answer = await ask('GET', `${url}/api/files/${newId()}/download?token=${token}`);
      expect(answer.status).toBe(404);
      expect(attackCounts().link_forged).toBe(before + 1);
    },
  );
});

test('folders of the stack are closed to other users of the machine, older ones too', () => {
  const parent = mkdtempSync(join(tmpdir(), 'vibe-doors-'));
  try {
    const modeOf = (path: string) => statSync(path).mode & 0o777;
    const [fresh, older] = [join(parent, 'a', 'b'), join(parent, 'c')];
    privateFolder(fresh);
    expect(modeOf(fresh)).toBe(0o700);
    privateFolder(older);
    writeFileSync(join(older, 'kept'), 'x');
    privateFolder(older);
    expect(modeOf(older)).toBe(0o700);
    expect(statSync(join(older, 'kept')).size).toBe(1);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
});
