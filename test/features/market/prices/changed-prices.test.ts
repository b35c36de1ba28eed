import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createAlertEvaluation } from '../../../../src/features/market/alerts/alert-evaluation.service.ts';
import { promoteDue } from '../../../../src/features/market/prices/due-prices.service.ts';
import { rows, run } from '../../../../src/platform/db/sql.ts';
import { createEnqueue } from '../../../../src/platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../../../src/platform/jobs/launch.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from '../../../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../../../support/database.ts';
import { ask } from '../../../support/http.ts';

/** Prices that are not known yet, and prices that turn out to be wrong. */

let database: TestDatabase;
let api: ComposedApi;
let url: string;
let admin: ComposedPerson;
let user: ComposedPerson;
let symbol = '';
let round = 0;
beforeAll(async () => {
  database = await createDatabase();
  api = composedApi(database.url);
  ({ url } = await api.app.listen());
  admin = await personOf(api.em(), url, 'admin', 'admin');
  user = await personOf(api.em(), url, 'user', 'user');
});
afterAll(async () => {
  await api.close();
  await database.drop();
});
beforeEach(async () => {
  round += 1;
  symbol = `CH${round}`;
  await call('POST', '/api/market/assets', { symbol, name: symbol, kind: 'stock', currency: 'USD' });
});

const call = (method: string, path: string, body?: unknown, token = admin.token) =>
  ask(method, `${url}${path}`, { token, body });
const listeners = [createAlertEvaluation({ enqueue: createEnqueue(LEFT_TO_DISPATCHER) })];
const START = Math.floor(Date.now() / 1_000) * 1_000;
/** Seconds from the start of the test. */
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
const HOUR = 3_600;

async function ingest(...prices: (readonly [seconds: number, price: number])[]) {
  const answer = await call(
    'POST',
    '/api/market/prices',
    prices.map(([seconds, price]) => ({ symbol, at: at(seconds), price })),
  );
  expect(answer.status).toBe(200);
  return answer.body;
}
const latest = async () => {
  const { price, priceAt } = (await call('GET', `/api/market/${symbol}`)).body;
  return [price, priceAt];
};
async function alertAbove(threshold: number): Promise<string> {
  const made = await call('POST', '/api/alerts', { symbol, condition: 'above', threshold }, user.token);
  expect(made.status).toBe(201);
  return String(made.body.id);
}
interface Firing {
  price: number;
  at: string;
  priceChangedAt: string | null;
}
const firings = async (alert: string) =>
  (await call('GET', `/api/alerts/${alert}/firings`, undefined, user.token)).body.data as Firing[];
/** As if so many seconds had passed for this asset. */
async function pass(seconds: number): Promise<void> {
  const earlier = sql`${seconds} * interval '1 second'`;
  await run(
    api.em(),
    sql`with moved as (update asset set last_price_at = last_price_at - ${earlier}, next_price_at = next_price_at - ${earlier}
          where symbol = ${symbol} returning id),
          watched as (update price_alert set evaluated_at = evaluated_at - ${earlier} from moved where asset_id = moved.id)
        update price set at = at - ${earlier} from moved where asset_id = moved.id`,
  );
}
async function promoteAll(): Promise<void> {
  while (await promoteDue(api.em(), listeners));
}

describe('a price of the future', () => {
  test('a price of the future is stored, is not the latest, and mutes no alert', async () => {
    await ingest([-HOUR, 100], [20 * HOUR, 500]);
    const alert = await alertAbove(150);
    expect(await latest()).toEqual([100, at(-HOUR)]);
    await promoteAll();
    expect(await latest()).toEqual([100, at(-HOUR)]);
    const { freshTicks } = await ingest([-60, 160]);
    expect(freshTicks).toBe(1);
    expect(await latest()).toEqual([160, at(-60)]);
    expect((await firings(alert)).map(({ price }) => price)).toEqual([160]);
    const stored = await call('GET', `/api/market/${symbol}/prices`);
    expect((stored.body.data as { price: number }[]).map(({ price }) => price)).toEqual([500, 160, 100]);
  });

  test('a price of the future is the latest when its time comes, in order, and fires the alerts that it reaches', async () => {
    await ingest([-HOUR, 100], [HOUR, 200], [HOUR + 60, 300], [5 * HOUR, 900]);
    const alert = await alertAbove(150);
    await promoteAll();
    expect(await firings(alert)).toEqual([]);
    await pass(2 * HOUR);
    await promoteAll();
    expect(await latest()).toEqual([300, at(60 - HOUR)]);
    expect((await firings(alert)).map(({ price, at: when }) => [price, when])).toEqual([[200, at(-HOUR)]]);
    await promoteAll();
    expect(await latest()).toEqual([300, at(60 - HOUR)]);
    await pass(4 * HOUR);
    await promoteAll();
    expect((await latest())[0]).toBe(900);
    const due = await rows(api.em(), sql`select next_price_at from asset where symbol = ${symbol}`);
    expect(due).toEqual([{ next_price_at: null }]);
  });

  test('a price of the future becomes due by the clock of the database: not before, and soon after', async () => {
    await ingest([-HOUR, 100]);
    const soon = new Date(Date.now() + 1_500).toISOString();
    await call('POST', '/api/market/prices', [{ symbol, at: soon, price: 101 }]);
    expect((await latest())[0]).toBe(100);
    while ((await latest())[0] !== 101) {
      await promoteAll();
      await sleep(100);
    }
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(soon));
  });

  test('a price that came due unnoticed comes before those of the next ingest', async () => {
    await ingest([-2 * HOUR, 100], [HOUR, 200]);
    const alert = await alertAbove(150);
    await pass(1.5 * HOUR);
    await ingest([-60, 100]);
    expect(await latest()).toEqual([100, at(-60)]);
    expect((await firings(alert)).map(({ price }) => price)).toEqual([200]);
  });

  test('a price of the future alone leaves the asset without a price until then', async () => {
    await ingest([HOUR, 7]);
    expect(await latest()).toEqual([null, null]);
    await pass(2 * HOUR);
    await promoteAll();
    expect((await latest())[0]).toBe(7);
  });
});

describe('a wrong price', () => {
  const remove = (from: number, to: number, token = admin.token) =>
    call('DELETE', `/api/market/${symbol}/prices?from=${at(from)}&to=${at(to)}`, undefined, token);
  const marked = async (alert: string) => (await firings(alert)).map((one) => [one.price, one.priceChangedAt !== null]);

  test('a wrong price is deleted: the latest that is left counts, and firings that rested on it are marked', async () => {
    await ingest([-10 * HOUR, 100]);
    const alert = await alertAbove(150);
    await ingest([-9 * HOUR, 160], [-8 * HOUR, 100], [-7 * HOUR, 9_999], [HOUR, 5]);
    expect(await marked(alert)).toEqual([
      [9_999, false],
      [160, false],
    ]);
    const answer = await remove(-7 * HOUR, -6 * HOUR);
    expect([answer.status, answer.body]).toEqual([200, { deleted: 1, price: 100, priceAt: at(-8 * HOUR) }]);
    expect(await latest()).toEqual([100, at(-8 * HOUR)]);
    expect(await marked(alert)).toEqual([
      [9_999, true],
      [160, false],
    ]);
    const kept = await call('GET', '/api/audit?deed=prices.deleted');
    expect((kept.body.data as { details: unknown }[])[0]?.details).toMatchObject({ deleted: 1 });
    // Also a price of the future, before it is the latest.
    await remove(0.5 * HOUR, 2 * HOUR);
    expect(await rows(api.em(), sql`select next_price_at from asset where symbol = ${symbol}`)).toEqual([
      { next_price_at: null },
    ]);
    expect((await remove(-11 * HOUR, 0)).body).toEqual({ deleted: 3, price: null, priceAt: null });
    expect(await latest()).toEqual([null, null]);
  });

  test('a wrong price is corrected by storing it again: what rested on it is marked, and nothing when it is the same', async () => {
    await ingest([-10 * HOUR, 100]);
    const alert = await alertAbove(150);
    await ingest([-9 * HOUR, 160]);
    await ingest([-9 * HOUR, 160]);
    expect(await marked(alert)).toEqual([[160, false]]);
    await ingest([-9 * HOUR, 106], [-10 * HOUR, 100]);
    expect(await marked(alert)).toEqual([[160, true]]);
    expect(await latest()).toEqual([106, at(-9 * HOUR)]);
  });

  test.each([
    ['its own price', 'asset_id', 'price_at'],
    ['its close', 'asset_id', 'close_at'],
    ['the price of its benchmark', 'benchmark_asset_id', 'benchmark_price_at'],
    ['the close of its benchmark', 'benchmark_asset_id', 'benchmark_close_at'],
  ])('a wrong price marks the calls that rest on it: %s', async (_what, asset, time) => {
    await ingest([-10 * HOUR, 100]);
    const post = async () => {
      const body = { body: `$${symbol}`, sentiment: 'bullish', call: { symbol, direction: 'up', horizonHours: 1 } };
      const made = await call('POST', '/api/posts', body, user.token);
      expect(made.status).toBe(201);
      return String(made.body.id);
    };
    const [touched, other] = [await post(), await post()];
    const later = at(-5 * HOUR);
    await ingest([-5 * HOUR, 110]);
    await run(
      api.em(),
      sql`update post_call set price_at = ${at(-50 * HOUR)}, benchmark_asset_id = null, benchmark_price_at = null where post_id = any(${[touched, other]}::uuid[])`,
    );
    await run(
      api.em(),
      sql`update post_call set ${sql.ref(asset)} = (select id from asset where symbol = ${symbol}), ${sql.ref(time)} = ${later}
          where post_id = ${touched}`,
    );
    const markOf = async (id: string) =>
      ((await call('GET', `/api/posts/${id}`)).body.call as { priceChangedAt: string | null }).priceChangedAt;
    expect([await markOf(touched), await markOf(other)]).toEqual([null, null]);
    await remove(-5 * HOUR, -4 * HOUR);
    expect([typeof (await markOf(touched)), await markOf(other)]).toEqual(['string', null]);
  });

  test('prices are deleted by admins alone, in a valid period', async () => {
    await ingest([-10 * HOUR, 100]);
    expect((await remove(-11 * HOUR, 0, user.token)).status).toBe(403);
    const backwards = await remove(0, -11 * HOUR);
    expect([backwards.status, backwards.body.errors]).toEqual([
      400,
      [expect.objectContaining({ field: 'query.from', code: 'invalid_period' })],
    ]);
    expect((await call('DELETE', `/api/market/${symbol}/prices?from=${at(0)}`)).status).toBe(400);
    expect((await call('DELETE', `/api/market/NONE/prices?from=${at(0)}&to=${at(1)}`)).status).toBe(404);
    expect(await latest()).toEqual([100, at(-10 * HOUR)]);
  });

  test('a deletion has a limit of prices', async () => {
    await run(
      api.em(),
      sql`insert into price (asset_id, at, price) select id, '2020-01-01T00:00:00Z'::timestamptz + n * interval '1 second', 1
          from asset, generate_series(1, 10001) n where symbol = ${symbol}`,
    );
    const path = (to: string) => `/api/market/${symbol}/prices?from=2020-01-01T00:00:00Z&to=${to}`;
    const answer = await call('DELETE', path('2021-01-01T00:00:00Z'));
    expect([answer.status, answer.body.errors]).toEqual([
      400,
      [expect.objectContaining({ field: 'query.to', code: 'too_many_prices' })],
    ]);
    expect((await call('DELETE', path('2020-01-01T00:00:11Z'))).body.deleted).toBe(10);
  });
});
