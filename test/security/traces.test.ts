import { sql } from 'kysely';
import { ATTACKS, attackCounts, countAttack, countAttacksIn } from '../../src/platform/metrics/attacks.ts';
import { prometheusText } from '../../src/platform/metrics/prometheus-text.ts';
import { MetricsRegistry } from '../../src/platform/metrics/registry.ts';
import { type AccountsFixture, createAccountsFixture, PASSWORD } from '../features/accounts/support.ts';
import { call, createWidgetTable, startApp, type TestApp } from '../platform/http/support.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

/** What an attack leaves behind for whoever watches. */

let app: AccountsFixture;
beforeAll(async () => {
  app = await createAccountsFixture();
});
afterAll(() => app.close());

type Deed = (token: string, email: string, id: string) => Promise<unknown>;
const DEEDS: [name: keyof ReturnType<typeof attackCounts>, deed: Deed][] = [
  ['log_in_failed', async (_token, email) => await app.logIn(email, 'not the password')],
  ['token_refused', async () => await app.call('GET', '/api/users/me', { token: 'forged.token.here' })],
  ['role_refused', async (token) => await app.call('GET', '/api/users', { token })],
  [
    'credential_refused',
    async (token, _email, id) =>
      await app.call('PATCH', `/api/users/${id}`, {
        token,
        body: { password: 'another good one', currentPassword: 'not the password' },
      }),
  ],
];

test.each(DEEDS)('%s is counted, and a line says who and where, without secrets', async (name, deed) => {
  const person = await app.person();
  app.logs.length = 0;
  const before = attackCounts()[name];
  await deed(person.accessToken, person.email, person.id);
  expect(attackCounts()[name]).toBe(before + 1);
  const lines = app.logs
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ attack }) => attack === name);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ ip: '127.0.0.1', path: expect.stringContaining('/api/') });
  const secrets = [person.accessToken, person.refreshToken, PASSWORD, 'not the password', 'forged.token.here'];
  for (const secret of secrets) expect(JSON.stringify(app.logs)).not.toContain(secret);
});

test('a lock-out is counted', async () => {
  const person = await app.person();
  for (let attempt = 0; attempt < 5; attempt += 1) await app.logIn(person.email, 'not the password');
  const before = attackCounts().locked_out;
  await app.logIn(person.email, PASSWORD);
  expect(attackCounts().locked_out).toBe(before + 1);
  await app.all(sql`delete from attempt_counter`);
});

test.each(ATTACKS)('a refusal by %s shows among the metrics', (attack) => {
  const registry = new MetricsRegistry();
  countAttacksIn(registry);
  countAttack(attack);
  const line = `vibe_refusals_total{attack="${attack}"} ${attackCounts()[attack]}`;
  expect(prometheusText(registry.collect()).split('\n')).toContain(line);
});

describe('an empty Idempotency-Key', () => {
  let database: TestDatabase;
  let widgets: TestApp;
  beforeAll(async () => {
    database = await createDatabase();
    await createWidgetTable(database.url);
    widgets = await startApp(database.url);
  });
  afterAll(async () => {
    await widgets.stop();
    await database.drop();
  });

  test.each([
    ['', 400],
    ['""', 400],
    ['a b', 400],
    ['"', 400],
    ['"quoted"', 201],
    ['"01980000-0000-7000-8000-000000000001"', 201],
    ['"a:b_c.d"', 201],
    ['plain', 201],
  ])('the Idempotency-Key %j is answered %d', async (key, status) => {
    const json = { name: `widget ${key || 'none'}${status}` };
    const headers = { 'idempotency-key': key };
    expect((await call(widgets.url, 'POST', '/api/widgets', { token: 'alice', json, headers })).status).toBe(status);
  });
});
