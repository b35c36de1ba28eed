import { sql } from 'kysely';
import { type AccountsFixture, createAccountsFixture, PASSWORD, type Person } from '../support.ts';

let app: AccountsFixture;
let admin: Person;
beforeAll(async () => {
  app = await createAccountsFixture();
  admin = await app.person('admin');
});
afterAll(() => app.close());

const OWN = { currentPassword: PASSWORD };
const remove = (who: Person, userId: string, body?: unknown) =>
  app.call('DELETE', `/api/users/${userId}`, { token: who.accessToken, ...(body === undefined ? {} : { body }) });
const receiptOf = (token: string) => app.call('GET', `/api/account-deletions/${token}`);
const list = (query: string, who = admin) =>
  app.call('GET', `/api/account-deletions${query}`, { token: who.accessToken });
const alive = async (person: Person) => (await app.logIn(person.email, PASSWORD)).status === 200;

describe('asking for the deletion of an account', () => {
  test('a request for deletion closes the account, and writes receipt, job, mail and event together', async () => {
    const person = await app.person();
    const answer = await remove(person, person.id, OWN);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.body).toEqual({
      id: expect.any(String),
      status: 'queued',
      requestedAt: expect.any(String),
      completedAt: null,
      steps: [{ name: 'accounts.profile', count: 1 }],
      receiptToken: expect.stringMatching(/^[\w-]{43}$/),
      links: { receipt: `/api/account-deletions/${answer.body.receiptToken}` },
    });
    const stored = await app.one<Record<string, unknown>>(
      sql`select d.user_id, d.requested_by, d.addresses, j.type, j.workflow, j.status, j.requested_by as job_requested_by, j.input, j.summary
          from account_deletion d join job j on j.id = d.job_id where d.id = ${answer.body.id}`,
    );
    expect(stored).toEqual({
      user_id: person.id,
      requested_by: person.id,
      addresses: [person.email],
      type: 'account_deletion',
      workflow: 'eraseAccount',
      status: 'queued',
      job_requested_by: null,
      input: { graceMs: app.config.auth.cacheTtlMs + app.config.http.answerTimeoutMs },
      summary: 'delete an account',
    });
    expect(app.lastMail(person.email)).toEqual({
      kind: 'accountDeleted',
      // The address is not verified, so it is not shown the name.
      to: { id: person.id, email: person.email, displayName: '' },
      token: answer.body.receiptToken,
    });
    const events = await app.all(
      sql`select properties from event where name = 'account.deleted' and user_id = ${person.id}`,
    );
    expect(events).toEqual([{ properties: { by: person.id } }]);
    expect(await app.all(sql`select from account_token where user_id = ${person.id}`)).toEqual([]);
    expect(await alive(person)).toBe(false);
  });

  test('a deletion by an admin needs no password and shows the admin its job', async () => {
    const person = await app.person();
    const answer = await remove(admin, person.id);
    expect(answer.status).toBe(202);
    const job = await app.one<{ id: string; requested_by: string }>(
      sql`select j.id, j.requested_by from account_deletion d join job j on j.id = d.job_id where d.id = ${answer.body.id}`,
    );
    expect(answer.headers.get('location')).toBe(`/api/jobs/${job.id}`);
    expect(job.requested_by).toBe(admin.id);
    expect(app.lastMail(person.email).kind).toBe('accountDeleted');
  });

  test('a deletion remembers both addresses of a user who was about to change theirs', async () => {
    const person = await app.person();
    const change = { email: 'about-to-be@example.test', currentPassword: PASSWORD };
    await app.call('PATCH', `/api/users/${person.id}`, { token: person.accessToken, body: change });
    const { token } = app.lastMail('about-to-be@example.test');
    const { body } = await remove(person, person.id, OWN);
    const { addresses } = await app.one<{ addresses: string[] }>(
      sql`select addresses from account_deletion where id = ${body.id}`,
    );
    expect(addresses).toEqual([person.email, 'about-to-be@example.test']);
    expect((await app.call('POST', '/api/auth/verify-email', { body: { token } })).status).toBe(400);
  });

  test('a deletion needs the owner’s password, which a stolen session does not know', async () => {
    const person = await app.person();
    const missing = await remove(person, person.id);
    expect([missing.status, missing.body.errors]).toEqual([
      400,
      [{ field: 'body.currentPassword', code: 'required', message: expect.any(String) }],
    ]);
    const guess = () => remove(person, person.id, { currentPassword: 'a guess' });
    for (let number = 1; number <= 5; number += 1) {
      const wrong = await guess();
      expect([wrong.status, wrong.body.code]).toEqual([403, 'wrong_password']);
    }
    const blocked = await guess();
    expect([blocked.status, blocked.body.code]).toEqual([429, 'too_many_attempts']);
    expect((await app.call('GET', '/api/users/me', { token: person.accessToken })).status).toBe(200);
    expect(await app.all(sql`select from account_deletion where user_id = ${person.id}`)).toEqual([]);
  });

  test('deletion of an admin’s own account needs the password too, however the id is spelt', async () => {
    const second = await app.person('admin');
    for (const id of [second.id, second.id.toUpperCase()]) expect((await remove(second, id)).status).toBe(400);
    expect((await remove(second, second.id, OWN)).status).toBe(202);
  });

  test('a deletion that is asked for twice at once deletes once; afterwards there is no such user', async () => {
    const person = await app.person();
    const answers = await Promise.all([remove(admin, person.id), remove(admin, person.id), remove(admin, person.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 404, 404]);
    expect(await app.all(sql`select from account_deletion where user_id = ${person.id}`)).toHaveLength(1);
    expect(app.mails.filter(({ kind, to }) => kind === 'accountDeleted' && to.id === person.id)).toHaveLength(1);
    expect((await remove(admin, person.id)).status).toBe(404);
  });

  test('a deletion while the password is changed never passes with the old password', async () => {
    const person = await app.person();
    const change = { password: 'the next password', currentPassword: PASSWORD };
    const [changed, removed] = await Promise.all([
      app.call('PATCH', `/api/users/${person.id}`, { token: person.accessToken, body: change }),
      remove(person, person.id, OWN),
    ]);
    // Whichever came first; never a changed password and an account deleted with the old one.
    expect([
      [200, 403],
      [403, 202],
      [401, 202],
      [404, 202],
    ]).toContainEqual([changed.status, removed.status]);
  });

  test.each([
    ['an unknown field', { ...OWN, reason: 'x' }],
    ['a password that is none', { currentPassword: 7 }],
    ['no object', [PASSWORD]],
    ['null', null],
  ])('a deletion with %s is a 400 that changes nothing', async (_what, body) => {
    const person = await app.person();
    expect((await remove(person, person.id, body)).status).toBe(400);
    expect(await alive(person)).toBe(true);
  });

  test('deletion of the only admin is 409 and keeps everything as it was', async () => {
    const refused = await remove(admin, admin.id, OWN);
    expect([refused.status, refused.body.code]).toEqual([409, 'last_admin']);
    expect(await app.all(sql`select from account_deletion where user_id = ${admin.id}`)).toEqual([]);
    expect(await alive(admin)).toBe(true);
  });
});

describe('the receipt', () => {
  test('the receipt is read by its token alone, and says how far the deletion is but nothing of the person', async () => {
    const person = await app.person();
    const token = (await remove(person, person.id, OWN)).body.receiptToken as string;
    await app.all(
      sql`update account_deletion set status = 'completed', completed_at = now(), addresses = null,
            counts = counts || '{"events": 7, "email.messages": 0}' where user_id = ${person.id}`,
    );
    const answer = await receiptOf(token);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      id: expect.any(String),
      status: 'completed',
      requestedAt: expect.any(String),
      completedAt: expect.any(String),
      steps: [
        { name: 'accounts.profile', count: 1 },
        { name: 'email.messages', count: 0 },
        { name: 'events', count: 7 },
      ],
    });
  });

  test.each([
    ['made up', 'A'.repeat(43)],
    ['of another shape', 'x'],
    ['an injection', encodeURIComponent("' or '1'='1")],
  ])('a receipt is not found by a token that is %s', async (_what, token) => {
    const answer = await receiptOf(token);
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
  });

  test('a receipt is not found by its id, or by the hash that is stored', async () => {
    const person = await app.person();
    const { body } = await remove(person, person.id, OWN);
    const { hash } = await app.one<{ hash: string }>(
      sql`select encode(token_hash, 'hex') as hash from account_deletion where id = ${body.id}`,
    );
    for (const token of [body.id as string, hash, person.id]) expect((await receiptOf(token)).status).toBe(404);
  });

  test('the token of a receipt is stored and logged nowhere', async () => {
    const person = await app.person();
    const token = (await remove(person, person.id, OWN)).body.receiptToken as string;
    await receiptOf(token);
    await app.call('POST', `/api/account-deletions/${token}`);
    const stored = JSON.stringify(
      await app.all(
        sql`select (select json_agg(d) from account_deletion d) as d, (select json_agg(j) from job j) as j, (select json_agg(e) from event e) as e`,
      ),
    );
    expect(stored).toContain(person.id);
    expect(stored).not.toContain(token);
    const logged = app.logs.join('');
    expect(logged).toContain('/api/account-deletions/[redacted]');
    expect(logged).not.toContain(token);
  });
});

describe('the list for admins', () => {
  test('the list of deletions is paged, newest first, stays right while some are added, and shows which are open', async () => {
    const people = [await app.person(), await app.person(), await app.person()];
    for (const person of people) await remove(admin, person.id);
    const first = await list('?limit=2');
    await remove(admin, (await app.person()).id);
    const second = await list(`?limit=2&cursor=${first.body.nextCursor}`);
    const ids = [first, second].flatMap(({ body }) => (body.data as { userId: string }[]).map(({ userId }) => userId));
    expect(ids.slice(0, 3)).toEqual(people.map(({ id }) => id).reverse());
    expect((first.body.data as unknown[])[0]).toEqual({
      id: expect.any(String),
      userId: people[2]?.id,
      requestedBy: admin.id,
      status: 'queued',
      jobStatus: 'queued',
      requestedAt: expect.any(String),
      completedAt: null,
      steps: [{ name: 'accounts.profile', count: 1 }],
      links: { job: expect.stringMatching(/^\/api\/jobs\//) },
    });
    const done = people[1]?.id as string;
    await app.all(
      sql`update account_deletion set status = 'completed', completed_at = now(), addresses = null where user_id = ${done}`,
    );
    const usersOf = async (query: string) =>
      ((await list(query)).body.data as { userId: string }[]).map(({ userId }) => userId);
    expect(await usersOf('?open=true&limit=100')).not.toContain(done);
    expect(await usersOf('?open=true&limit=100')).toContain(people[0]?.id);
    expect(await usersOf('?open=false&limit=100')).toContain(done);
    expect(await usersOf('?open=false&limit=100')).not.toContain(people[0]?.id);
  });

  test.each(['?open=perhaps', '?cursor=made-up', '?limit=0', '?userId=x'])(
    'the list of deletions refuses %s',
    async (query) => {
      expect((await list(query)).status).toBe(400);
    },
  );

  test('the list of deletions is for admins only', async () => {
    for (const who of [await app.person(), await app.person('moderator')]) {
      expect((await list('', who)).status).toBe(403);
    }
  });
});
