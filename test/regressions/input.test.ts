import { sql } from 'kysely';
import { row } from '../../src/platform/db/sql.ts';
import { encodeCursor } from '../../src/platform/http/pagination.ts';
import { type ComposedApi, composedApi, personOf } from '../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { ask } from '../support/http.ts';

/** Input that people and programs really send, each kind with its right answer. */

let database: TestDatabase;
let api: ComposedApi;
let url: string;
let userId: string;
let token: string;
beforeAll(async () => {
  database = await createDatabase();
  api = composedApi(database.url);
  ({ url } = await api.app.listen());
  ({ id: userId, token } = await personOf(api.em(), url, 'admin', 'admin'));
  const asset = { symbol: 'NVDA', name: 'Nvidia', kind: 'stock', currency: 'USD' };
  await call('POST', '/api/market/assets', asset);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

async function call(method: string, path: string, body?: unknown) {
  return await ask(method, `${url}${path}`, { token, body });
}

const TIMES_OUT_OF_RANGE = [
  '2026-01-01T00:00:00+16:00',
  '2026-01-01T00:00:00-14:30',
  '0000-01-01T00:00:00Z',
  '1799-12-31T23:59:59Z',
  '9999-12-31T23:59:59-01:00',
  '2026-01-01T00:00:00.1234567891Z',
];

describe.each(TIMES_OUT_OF_RANGE)('the time %s', (time) => {
  test.each([
    ['GET', `/api/market/NVDA/prices?from=${encodeURIComponent(time)}`, undefined, 'query.from'],
    ['GET', `/api/email/stats?to=${encodeURIComponent(time)}`, undefined, 'query.to'],
    ['POST', '/api/email/campaigns', { sendAt: time }, 'body.sendAt'],
  ])('is refused by %s %s', async (method, path, body, field) => {
    const answer = await call(method, path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
  });
});

test.each(['1970-01-01T00:00:00+14:00', '9999-12-31T23:59:59Z', '2026-01-01T00:00:00.123456789-05:30'])(
  'the time %s is taken for prices',
  async (time) => {
    expect((await call('GET', `/api/market/NVDA/prices?from=${encodeURIComponent(time)}`)).status).toBe(200);
  },
);

test.each([
  ['year 0', '/followers', ['0000-01-01T00:00:00.000Z', '01980000-0000-7000-8000-000000000001']],
  ['an offset', '/followers', ['2026-01-01T00:00:00+16:00', '01980000-0000-7000-8000-000000000001']],
  ['no id', '/followers', ['2026-01-01T00:00:00.000Z', 'me']],
])('a made-up cursor with %s is refused', async (_what, list, key) => {
  const answer = await call('GET', `/api/users/${userId}${list}?cursor=${encodeCursor(key)}`);
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
});

test.each([2 ** 31, 1e300, Number.MIN_SAFE_INTEGER])(
  'a made-up cursor of the number %d is no fault of the server',
  async (value) => {
    const prices = await call('GET', `/api/market/NVDA/prices?cursor=${encodeCursor([value])}`);
    expect([200, 400]).toContain(prices.status);
    const rooms = await call('GET', `/api/rooms?sort=largest&cursor=${encodeCursor([value, userId])}`);
    expect(rooms.status).toBe(400);
  },
);

test.each(['0x10', '1e1', ' 5', '5.0', '+5', ''])('limit=%s is refused', async (limit) => {
  const answer = await call('GET', `/api/posts?limit=${encodeURIComponent(limit)}`);
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toContainEqual(expect.objectContaining({ field: 'query.limit' }));
});

test.each(['\u200b', '\u3164', '\u2800 \u2800', '\u00ad\u2060'])(
  'a text that shows nothing (%j) is refused',
  async (text) => {
    for (const [method, path, body, field] of [
      ['POST', '/api/posts', { body: text, sentiment: 'neutral' }, 'body.body'],
      ['POST', '/api/rooms', { name: text, visibility: 'public' }, 'body.name'],
      ['PATCH', `/api/users/${userId}`, { displayName: text }, 'body.displayName'],
    ] as const) {
      const answer = await call(method, path, body);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
    }
  },
);

test.each([
  ['Windows', 'one\r\ntwo', 'one\ntwo'],
  ['old Macs', 'one\rtwo', 'one\ntwo'],
  ['a table', 'NVDA\t120\r\nAMD\t90\n', 'NVDA\t120\nAMD\t90'],
])('line ends and tabs of %s are taken', async (_of, text, stored) => {
  const answer = await call('POST', '/api/posts', { body: text, sentiment: 'neutral' });
  expect([answer.status, answer.body.body]).toEqual([201, stored]);
});

test.each([
  '0001-02-03 04:05:06.789+00',
  '0099-12-31 23:59:59+00',
  '0044-03-15 12:00:00+00 BC',
  '1969-12-31 23:59:59.999+00',
  '2026-02-28 00:00:00.123456+00',
  '12026-01-01 00:00:00+00',
])('the time %s is read from Postgres as it is', async (text) => {
  const found = await row<{ at: Date; ms: number }>(
    api.em(),
    sql`select ${text}::timestamptz as at, floor(extract(epoch from ${text}::timestamptz) * 1000)::float8 as ms`,
  );
  expect(found?.at.getTime()).toBe(found?.ms);
});
