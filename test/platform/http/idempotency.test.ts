import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { purgeIdempotencyKeys } from '../../../src/platform/http/idempotency/idempotency.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { call, createWidgetTable, startApp, type TestApp, widgetRoutes } from './support.ts';

let database: TestDatabase;
let one: TestApp;
let two: TestApp;
/** What `createWidget` does after its insert, in both instances. */
let pause: (name: string) => Promise<void> = async () => undefined;

beforeAll(async () => {
  database = await createDatabase();
  await createWidgetTable(database.url);
  const routes = widgetRoutes({ afterInsert: (name) => pause(name) });
  one = await startApp(database.url, { routes });
  two = await startApp(database.url, { routes });
});

afterEach(() => {
  pause = async () => undefined;
});

afterAll(async () => {
  await one.stop();
  await two.stop();
  await database.drop();
});

const make = (app: TestApp, key: string, json: unknown, token = 'alice') =>
  call(app.url, 'POST', '/api/widgets', { token, json, headers: { 'idempotency-key': key } });

const count = async (name: string) =>
  (await rows(one.orm.em.fork(), sql`select 1 from widget where name = ${name}`)).length;

test('the same key and body get the first answer again, from any instance', async () => {
  const first = await make(one, 'k1', { name: 'again' });
  const second = await make(two, 'k1', { name: 'again' });
  expect(first.status).toBe(201);
  expect(second.status).toBe(201);
  expect(second.body).toEqual(first.body);
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  expect(second.headers.get('idempotency-replayed')).toBe('true');
  expect(await count('again')).toBe(1);
});

test('another body under the key is 409, and does nothing', async () => {
  await make(one, 'k2', { name: 'mine' });
  const other = await make(two, 'k2', { name: 'other' });
  expect(other.status).toBe(409);
  expect(other.body.code).toBe('idempotency_key_reused');
  expect(await count('other')).toBe(0);
});

test('principals do not see the keys of each other', async () => {
  await make(one, 'k3', { name: 'of alice' });
  const other = await make(one, 'k3', { name: 'of bob' }, 'bob');
  expect(other.status).toBe(201);
});

test('two requests at the same time, in one instance and in two, have one effect and one answer', async () => {
  pause = () => sleep(200);
  const answers = await Promise.all([
    ...Array.from({ length: 15 }, () => make(one, 'twin', { name: 'twin' })),
    ...Array.from({ length: 15 }, () => make(two, 'twin', { name: 'twin' })),
  ]);
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === null)).toHaveLength(1);
  expect(await count('twin')).toBe(1);
});

test('a refusal is rolled back and remembered', async () => {
  await make(one, 'k4', { name: 'taken' });
  const refused = await make(one, 'k5', { name: 'taken' });
  expect(refused.status).toBe(409);
  expect(await count('taken')).toBe(1);
  await run(one.orm.em.fork(), sql`delete from widget where name = 'taken'`);
  const again = await make(two, 'k5', { name: 'taken' });
  expect(again.status).toBe(409);
  expect(again.body).toEqual(refused.body);
  expect(await count('taken')).toBe(0);
});

test('a server error is not remembered, and the same request gets its own try', async () => {
  let broken = true;
  pause = async () => {
    await sleep(100);
    if (broken) {
      broken = false;
      throw new Error('once');
    }
  };
  const [first, second] = await Promise.all([make(one, 'k6', { name: 'retry' }), make(two, 'k6', { name: 'retry' })]);
  expect(new Set([first.status, second.status])).toEqual(new Set([201, 500]));
  expect((await make(one, 'k6', { name: 'retry' })).status).toBe(201);
  expect(await count('retry')).toBe(1);
});

test('a request without a key is rolled back when it is refused', async () => {
  await make(one, 'k7', { name: 'alone' });
  expect((await call(one.url, 'POST', '/api/widgets', { token: 'alice', json: { name: 'alone' } })).status).toBe(409);
  expect(await count('alone')).toBe(1);
});

test('a key that is older than a day is free again, and is purged', async () => {
  await make(one, 'k8', { name: 'day' });
  await make(one, 'k9', { name: 'day two' });
  await run(
    one.orm.em.fork(),
    sql`update idempotency_key set created_at = now() - interval '25 hours' where key in ('k8', 'k9')`,
  );
  const anew = await make(two, 'k8', { name: 'another day' });
  expect(anew.status).toBe(201);
  expect(anew.body.name).toBe('another day');
  expect(await purgeIdempotencyKeys(one.orm.em.fork())).toBe(1);
});

test('the table holds no plain hash of a body', async () => {
  const [stored] = await rows<{ body_hash: string }>(
    one.orm.em.fork(),
    sql`select body_hash from idempotency_key where key = 'k1'`,
  );
  const plain = createHash('sha256').update('/api/widgets\n{"name":"again"}').digest('base64url');
  expect(stored?.body_hash).toMatch(/^[\w-]{43}$/);
  expect(stored?.body_hash).not.toBe(plain);
});
