import pg from 'pg';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { call, createWidgetTable, startApp, type TestApp } from './support.ts';
import { type TcpGate, tcpGate } from './tcp-gate.ts';

let database: TestDatabase;
let gate: TcpGate;
let app: TestApp;

beforeAll(async () => {
  database = await createDatabase();
  await createWidgetTable(database.url);
  const url = new URL(database.url);
  gate = await tcpGate(url.hostname, Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(gate.port);
  const checkPostgres = async () => {
    const client = new pg.Client({ connectionString: url.toString(), connectionTimeoutMillis: 500 });
    try {
      await client.connect();
    } finally {
      await client.end();
    }
  };
  app = await startApp(url.toString(), {
    env: { HTTP_ANSWER_TIMEOUT_MS: '1500' },
    readiness: [
      { name: 'postgres', check: checkPostgres },
      { name: 'sleepy', required: false, timeoutMs: 50, check: () => new Promise(() => undefined) },
    ],
  });
});

afterAll(async () => {
  await app.stop();
  await gate.close();
  await database.drop();
});

const read = () => call(app.url, 'GET', '/api/widgets', { token: 'alice' });
const write = () =>
  call(app.url, 'POST', '/api/widgets', { token: 'alice', json: { name: `w${Math.trunc(performance.now())}` } });
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1_050));

test('readiness names each dependency: pass, fail, or unknown after its time-out', async () => {
  const answer = await call(app.url, 'GET', '/readyz');
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    status: 'ready',
    checks: { postgres: { status: 'pass' }, sleepy: { status: 'unknown', required: false } },
  });
  expect((await call(app.url, 'GET', '/api/health')).body.status).toBe('degraded');
});

test('without Postgres reads and writes are 503 with Retry-After, and recover by themselves', async () => {
  expect((await read()).status).toBe(200);
  await gate.close();
  for (const answer of [await read(), await write(), await read()]) {
    expect(answer.status).toBe(503);
    expect(answer.body.code).toBe('database_unavailable');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  await nextSecond();
  expect((await call(app.url, 'GET', '/livez')).status).toBe(200);
  const ready = await call(app.url, 'GET', '/readyz');
  expect(ready.status).toBe(503);
  expect(ready.body).toMatchObject({ status: 'unready', checks: { postgres: { status: 'fail' } } });

  await gate.open();
  expect((await read()).status).toBe(200);
  expect((await write()).status).toBe(201);
  await nextSecond();
  expect((await call(app.url, 'GET', '/readyz')).status).toBe(200);
});

test('a Postgres that takes connections and says nothing is a 503 within the acquire time-out', async () => {
  await gate.close();
  await gate.open();
  gate.silence();
  for (const { status, body } of await Promise.all([read(), write(), read()])) {
    expect([status, body.code]).toEqual([503, 'database_unavailable']);
  }
  await gate.close();
  await gate.open();
  expect((await read()).status).toBe(200);
});

test('a Postgres that falls silent under open connections is a 503 within the answer time-out', async () => {
  expect((await read()).status).toBe(200);
  gate.silence();
  const answer = await read();
  expect([answer.status, answer.body.code]).toEqual([503, 'answer_timeout']);
  expect(answer.headers.get('retry-after')).not.toBeNull();
  expect((await call(app.url, 'GET', '/livez')).status).toBe(200);
  await gate.close();
  await gate.open();
  expect((await read()).status).toBe(200);
});
