import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { auditOfPerson } from '../../../src/features/audit/audit.reads.ts';
import { recordDeed } from '../../../src/features/audit/audit.service.ts';
import { type Em, row, rows, run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from '../../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { ask } from '../../support/http.ts';

let database: TestDatabase;
let api: ComposedApi;
let url = '';
let em: () => Em;
let admin: ComposedPerson;
let ada: ComposedPerson;

beforeAll(async () => {
  database = await createDatabase();
  api = composedApi(database.url);
  ({ url } = await api.app.listen());
  em = api.em;
  admin = await personOf(em(), url, 'admin', 'admin');
  ada = await personOf(em(), url, 'ada', 'user');
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

interface Entry {
  deed: string;
  actor: { userId: string; apiKeyId: string | null } | null;
  target: { type: string; id: string | null };
  address: string | null;
  requestId: string | null;
  details: Record<string, unknown>;
  count: number;
}

async function audit(query: string): Promise<Entry[]> {
  const answer = await ask('GET', `${url}/api/audit?limit=100&${query}`, { token: admin.token });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body.data as Entry[];
}

const call = (who: { token: string }, method: string, path: string, body?: unknown) =>
  ask(method, `${url}${path}`, { token: who.token, body });

test('a deed says who did what to whom, from where, and by which request', async () => {
  const answer = await call(admin, 'PUT', `/api/users/${ada.id}/role`, { role: 'moderator' });
  expect(answer.status).toBe(200);
  expect(await audit(`deed=account.role_changed&targetId=${ada.id}`)).toEqual([
    expect.objectContaining({
      actor: { userId: admin.id, apiKeyId: null },
      target: { type: 'user', id: ada.id },
      address: '127.0.0.1',
      requestId: answer.headers.get('x-request-id'),
      details: { role: 'moderator' },
      count: 1,
    }),
  ]);
});

test('log-ins are kept, and failed ones counted in one entry for each account and hour', async () => {
  const logIn = (email: string) =>
    ask('POST', `${url}/api/auth/login`, { body: { email, password: 'not the password' } });
  expect(await audit(`deed=account.logged_in&targetId=${ada.id}`)).toEqual([
    expect.objectContaining({ actor: { userId: ada.id, apiKeyId: null } }),
  ]);
  await Promise.all([1, 2, 3].map(() => logIn('ada@example.test')));
  await logIn('unknown@example.test');
  const failed = await audit('deed=account.log_in_failed');
  const countOf = (id: string | null) =>
    failed.filter(({ target }) => target.id === id).reduce((sum, { count }) => sum + count, 0);
  expect([countOf(ada.id), countOf(null)]).toEqual([3, 1]);
  // At the turn of an hour there are two.
  expect(failed.filter(({ target }) => target.id === ada.id).length).toBeLessThanOrEqual(2);
});

test('a deed that is rolled back is not kept', async () => {
  const attempt = transact(em(), async (tx) => {
    await recordDeed(tx, 'job.retried', { targetId: ada.id });
    throw new Error('after the deed');
  });
  await expect(attempt).rejects.toThrow('after the deed');
  expect(await audit('deed=job.retried')).toEqual([]);
});

describe('the table is append-only', () => {
  test.each([
    ['update', sql`update audit_entry set deed = 'job.retried'`],
    ['update of the actor', sql`update audit_entry set actor_id = uuidv7()`],
    ['update of a count by more than one', sql`update audit_entry set count = count + 2`],
    ['update that hides a failed log-in', sql`update audit_entry set count = 0 where counted_hour is not null`],
    ['delete', sql`delete from audit_entry`],
    ['truncate', sql`truncate audit_entry`],
  ])('the audit trail refuses %s', async (_name, statement) => {
    const before = await rows(em(), sql`select * from audit_entry order by id`);
    expect(before.length).toBeGreaterThan(2);
    await expect(run(em(), statement)).rejects.toThrow('audit_entry is append-only');
    expect(await rows(em(), sql`select * from audit_entry order by id`)).toEqual(before);
  });

  test('after its own functions have deleted, the audit trail refuses deletes again', async () => {
    await transact(em(), async (tx) => {
      await row(tx, sql`select audit_remove_before('2000-01-01', 10)`);
      await row(tx, sql`select audit_forget_person(uuidv7(), 10)`);
      await row(tx, sql`savepoint before_the_attempt`);
      await expect(run(tx, sql`delete from audit_entry`)).rejects.toThrow('audit_entry is append-only');
      await row(tx, sql`rollback to savepoint before_the_attempt`);
    });
  });
});

test('a person’s archive has what they did and what was done to their account, without the names of others', async () => {
  const own = await rows<{ deed: string; by: string; address: string | null }>(
    em(),
    sql`select deed, by, address from ${sql.raw(auditOfPerson(`'${ada.id}'::uuid`))} as own order by id`,
  );
  expect(own).toContainEqual({ deed: 'account.logged_in', by: 'you', address: '127.0.0.1' });
  expect(own).toContainEqual({ deed: 'account.role_changed', by: 'another', address: null });
  expect(JSON.stringify(own)).not.toContain(admin.id);
});

describe('who may read it', () => {
  test.each(['user', 'moderator'] as const)('a %s may not read the audit trail', async (role) => {
    const who = await personOf(em(), url, `a-${role}`, role);
    expect((await call(who, 'GET', '/api/audit')).status).toBe(403);
  });

  test('the audit trail is closed without a token and to an admin’s API key; the making of the key is kept', async () => {
    const body = { name: 'a key', scopes: ['email:send'] };
    const key = await call(admin, 'POST', `/api/users/${admin.id}/api-keys`, body);
    expect((await ask('GET', `${url}/api/audit`)).status).toBe(401);
    expect((await call({ token: String(key.body.key) }, 'GET', '/api/audit')).status).toBe(403);
    expect(await audit(`deed=account.api_key_created&targetId=${key.body.id}`)).toEqual([
      expect.objectContaining({ actor: { userId: admin.id, apiKeyId: null }, details: { scopes: ['email:send'] } }),
    ]);
  });

  test('a bad filter of the audit trail is named', async () => {
    const answer = await call(admin, 'GET', '/api/audit?deed=murder');
    expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ field: 'query.deed' })]]);
  });
});
