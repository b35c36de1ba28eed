import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { eraseAlerts } from '../../../../src/features/market/alerts/alerts.erase.ts';
import { transact } from '../../../../src/platform/db/transaction.ts';
import { addAssets, giveAlerts, START, type TestAsset } from '../../../support/market.ts';
import { createMarketApi, type MarketApi, type Name, PEOPLE } from '../support.ts';

let api: MarketApi;
let asset: TestAsset;
let clock = START;
let made = 0;
beforeAll(async () => {
  api = await createMarketApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  [asset] = (await addAssets(api.em(), { [`A${++made}`]: 100 })) as [TestAsset];
  clock = START;
});

async function create(body: object = {}, who: Name = 'ann') {
  const { status, json } = await api.call(who, 'POST', '/api/alerts', {
    symbol: asset.symbol,
    condition: 'above',
    threshold: 110,
    ...body,
  });
  if (status !== 201) throw new Error(JSON.stringify(json));
  return json;
}
const patch = async (id: string, body: object) => (await api.call('ann', 'PATCH', `/api/alerts/${id}`, body)).json;
const read = async (id: string) => (await api.call('ann', 'GET', `/api/alerts/${id}`)).json;
const prices = (...of: number[]) =>
  api.ingest(new Map([[asset.id, of.map((price) => ({ at: (clock += 1_000), price }))]]));

describe('an alert', () => {
  test('an alert is made with its defaults, read and deleted', async () => {
    const answer = await api.call('ann', 'POST', '/api/alerts', {
      symbol: asset.symbol.toLowerCase(),
      condition: 'above',
      threshold: 110.5,
      note: ' sell\nhalf ',
    });
    expect(answer.headers.get('location')).toBe(`/api/alerts/${answer.json.id}`);
    expect(answer.json).toMatchObject({
      symbol: asset.symbol,
      assetName: `${asset.symbol} Inc.`,
      currency: 'USD',
      threshold: 110.5,
      repeat: true,
      rearmPercent: 1,
      note: 'sell\nhalf',
      state: 'armed',
      referencePrice: null,
      firedCount: 0,
      lastFiredAt: null,
    });
    expect(await read(answer.json.id)).toEqual(answer.json);
    const path = `/api/alerts/${answer.json.id}`;
    expect((await api.call('ann', 'DELETE', path)).status).toBe(204);
    for (const method of ['GET', 'DELETE']) expect((await api.call('ann', method, path)).status).toBe(404);
    const events = await api.all<{ name: string }>(
      sql`select name from event where properties->>'alertId' = ${answer.json.id} order by id`,
    );
    expect(events.map(({ name }) => name)).toEqual(['alert.created', 'alert.deleted']);
  });

  test.each([
    ['above', 100, 'disarmed', null],
    ['above', 100.01, 'armed', null],
    ['below', 100, 'disarmed', null],
    ['below', 99.99, 'armed', null],
    ['percent_move', 5, 'armed', 100],
  ])('an alert %s %d at a price of 100 starts %s', async (condition, threshold, state, referencePrice) => {
    expect(await create({ condition, threshold })).toMatchObject({ state, referencePrice });
  });

  test.each([
    [{ symbol: 'NEVER' }, 'body.symbol', 'unknown_symbol'],
    [{ symbol: 'no symbol' }, 'body.symbol', 'invalid_format'],
    [{ condition: 'sideways' }, 'body.condition', 'invalid_value'],
    [{ threshold: 0 }, 'body.threshold', 'too_small'],
    [{ threshold: -5 }, 'body.threshold', 'too_small'],
    [{ threshold: 1e13 }, 'body.threshold', 'too_big'],
    [{ threshold: '110' }, 'body.threshold', 'invalid_type'],
    [{ condition: 'percent_move', threshold: 1_001 }, 'body.threshold', 'too_big'],
    [{ condition: 'percent_move', threshold: 0.009 }, 'body.threshold', 'too_small'],
    [{ rearmPercent: 51 }, 'body.rearmPercent', 'too_big'],
    [{ rearmPercent: -1 }, 'body.rearmPercent', 'too_small'],
    [{ note: 'x'.repeat(501) }, 'body.note', 'too_big'],
    [{ note: 'a\u202Eb' }, 'body.note', 'custom'],
    [{ state: 'done' }, 'body.state', 'unknown_field'],
  ])('the alert %j is refused by its field', async (body, field, code) => {
    const before = await api.one(sql`select count(*) from price_alert`);
    const whole = { symbol: asset.symbol, condition: 'above', threshold: 110, ...body };
    const { status, json } = await api.call('ann', 'POST', '/api/alerts', whole);
    expect([status, json.errors[0].field, json.errors[0].code]).toEqual([400, field, code]);
    expect(await api.one(sql`select count(*) from price_alert`)).toEqual(before);
  });

  test('an alert is made once by an idempotency key', async () => {
    const body = { symbol: asset.symbol, condition: 'above', threshold: 110 };
    const twins = await Promise.all([1, 2].map(() => api.call('ann', 'POST', '/api/alerts', body, 'alert-key')));
    expect(new Set(twins.map(({ status, json }) => `${status} ${json.id}`)).size).toBe(1);
  });

  test('an alert lists its firings, latest first, page by page', async () => {
    const { id } = await create({ rearmPercent: 0 });
    await prices(110, 100, 111, 100);
    await prices(112, 100, 113);
    expect(await read(id)).toMatchObject({
      state: 'disarmed',
      firedCount: 4,
      lastFiredAt: new Date(clock).toISOString(),
    });
    const first = (await api.call('ann', 'GET', `/api/alerts/${id}/firings?limit=3`)).json;
    await prices(100, 114);
    const rest = (await api.call('ann', 'GET', `/api/alerts/${id}/firings?cursor=${first.nextCursor}`)).json;
    expect([...first.data, ...rest.data].map(({ price }) => price)).toEqual([113, 112, 111, 110]);
    expect(first.data[0]).toMatchObject({ threshold: 110, referencePrice: null, toldAt: null });
    expect(rest.nextCursor).toBeNull();
  });

  test('a user has 500 alerts at most, also for two at once', async () => {
    const alerts = Array.from({ length: 499 }, () => ({
      userId: PEOPLE.bob,
      assetId: asset.id,
      condition: 'above' as const,
      threshold: 900,
      rearmPercent: 1,
      repeat: true,
      latest: 100,
    }));
    await giveAlerts(api.em(), alerts);
    const body = { symbol: asset.symbol, condition: 'above', threshold: 110 };
    const answers = await Promise.all([1, 2, 3].map(() => api.call('bob', 'POST', '/api/alerts', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.json.code).toBe('too_many_alerts');
  });
});

describe('a changed alert', () => {
  test('an alert with a new threshold starts again from the latest price', async () => {
    const { id } = await create();
    await prices(111, 120);
    expect(await patch(id, { threshold: 120 })).toMatchObject({ state: 'disarmed', threshold: 120 });
    expect(await patch(id, { threshold: 121 })).toMatchObject({ state: 'armed', threshold: 121, firedCount: 1 });
    await prices(121);
    expect(await read(id)).toMatchObject({ state: 'disarmed', firedCount: 2 });
    const firings = (await api.call('ann', 'GET', `/api/alerts/${id}/firings`)).json.data;
    expect(firings.map(({ threshold }: { threshold: number }) => threshold)).toEqual([121, 110]);
  });

  test('an alert with the threshold it had goes on where it was', async () => {
    const { id } = await create();
    await prices(111, 109.5);
    expect(await patch(id, { threshold: 110, note: 'x' })).toMatchObject({ state: 'disarmed', note: 'x' });
  });

  test('a move with a new threshold is measured from the latest price', async () => {
    const { id } = await create({ condition: 'percent_move', threshold: 50 });
    await prices(140);
    expect(await patch(id, { threshold: 10 })).toMatchObject({ referencePrice: 140, firedCount: 0 });
    await prices(150, 154);
    expect(await read(id)).toMatchObject({ referencePrice: 154, firedCount: 1 });
    const { status, json } = await api.call('ann', 'PATCH', `/api/alerts/${id}`, { threshold: 1_001 });
    expect([status, json.errors[0].field]).toEqual([400, 'body.threshold']);
  });

  test('an alert is paused and taken up again from the latest price', async () => {
    const { id } = await create();
    expect(await patch(id, { state: 'paused' })).toMatchObject({ state: 'paused' });
    await prices(111, 100, 112);
    expect(await patch(id, { threshold: 90 })).toMatchObject({ state: 'paused', threshold: 90 });
    expect(await patch(id, { threshold: 110 })).toMatchObject({ state: 'paused', firedCount: 0 });
    expect(await patch(id, { state: 'armed' })).toMatchObject({ state: 'disarmed' });
    await prices(100, 110);
    expect(await read(id)).toMatchObject({ firedCount: 1 });
  });

  test('an alert that is done is armed again on demand only', async () => {
    const { id } = await create({ repeat: false });
    await prices(111, 100, 111, 100);
    expect(await read(id)).toMatchObject({ state: 'done', firedCount: 1 });
    expect(await patch(id, { repeat: true })).toMatchObject({ state: 'done' });
    expect(await patch(id, { state: 'armed' })).toMatchObject({ state: 'armed' });
    await prices(111, 100, 111);
    expect(await read(id)).toMatchObject({ firedCount: 3 });
  });

  test('an alert with a smaller hysteresis is armed at once where the price has gone back that far', async () => {
    const { id } = await create({ rearmPercent: 10 });
    await prices(111, 105);
    expect(await patch(id, { rearmPercent: 5 })).toMatchObject({ state: 'disarmed' });
    expect(await patch(id, { rearmPercent: 2 })).toMatchObject({ state: 'armed' });
    await prices(110);
    expect(await read(id)).toMatchObject({ firedCount: 2 });
  });

  test.each([{}, { threshold: 0 }, { state: 'done' }, { condition: 'below' }, { symbol: 'MSFT' }])(
    '%j is not a valid change of an alert',
    async (body) => {
      const { id } = await create();
      expect((await api.call('ann', 'PATCH', `/api/alerts/${id}`, body)).status).toBe(400);
    },
  );
});

describe('history that is filled in later', () => {
  const HOUR_MS = 3_600_000;
  /** Prices every hour, the last of them so many hours ago. */
  const past = (hoursAgo: number, ...of: number[]) =>
    api.ingest(
      new Map([
        [asset.id, of.map((price, i) => ({ at: Date.now() - (hoursAgo + of.length - 1 - i) * HOUR_MS, price }))],
      ]),
    );
  const YEARS = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 120 : 80));

  test('history filled in later fires no alert on an asset without a price, however often the price had crossed', async () => {
    [asset] = (await addAssets(api.em(), { [`H${made}`]: null })) as [TestAsset];
    const { id } = await create({ threshold: 100 });
    const move = await create({ condition: 'percent_move', threshold: 5 });
    await past(25, ...YEARS);
    for (const alert of [id, move.id]) expect(await read(alert)).toMatchObject({ state: 'armed', firedCount: 0 });
    await past(23, 101, 99, 102);
    expect(await read(id)).toMatchObject({ firedCount: 1, lastFiredAt: expect.any(String) });
    expect(await read(move.id)).toMatchObject({ firedCount: 0 });
  });

  test('history filled in later fires no alert on an asset with an old price, nor one that is changed or resumed', async () => {
    await api.all(sql`update asset set last_price_at = now() - interval '20 years' where id = ${asset.id} returning 1`);
    const ids = [];
    for (const threshold of [110, 111, 112]) ids.push((await create({ threshold })).id as string);
    await patch(ids[1] as string, { state: 'paused' });
    await api.all(sql`update price_alert set evaluated_at = null where id = any(${ids.slice(1)}::uuid[]) returning 1`);
    await patch(ids[1] as string, { state: 'armed' });
    await patch(ids[2] as string, { threshold: 113 });
    await past(25, ...YEARS);
    for (const id of ids) expect(await read(id)).toMatchObject({ state: 'armed', firedCount: 0 });
    await past(1, 120);
    for (const id of ids) expect(await read(id)).toMatchObject({ state: 'disarmed', firedCount: 1 });
  });
});

test('the list of alerts is newest first, in pages, by symbol and state', async () => {
  const ids = [];
  for (const threshold of [110, 100, 120, 130]) ids.push((await create({ threshold }, 'moderator')).id);
  const list = async (query: string) => (await api.call('moderator', 'GET', `/api/alerts?${query}`)).json;
  const first = await list('limit=3');
  const rest = await list(`limit=3&cursor=${first.nextCursor}`);
  expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(ids.toReversed());
  expect((await list('state=disarmed')).data.map(({ id }: { id: string }) => id)).toEqual([ids[1]]);
  expect((await list(`symbol=${asset.symbol.toLowerCase()}&state=armed`)).data).toHaveLength(3);
  expect((await list('symbol=NEVER')).data).toEqual([]);
  for (const query of ['state=asleep', 'cursor=made-up', 'limit=101', 'symbol=%20']) {
    expect((await api.call('moderator', 'GET', `/api/alerts?${query}`)).status).toBe(400);
  }
});

test('alerts are erased with their firings page by page, the owner’s only, and again without harm', async () => {
  const mine = await create({ rearmPercent: 0 });
  await create({ rearmPercent: 0 }, 'admin');
  await create({ threshold: 500 }, 'admin');
  await prices(...Array.from({ length: 25 }, () => [111, 100]).flat());
  const erase = () => transact(api.em(), (tx) => eraseAlerts.erase(tx, PEOPLE.admin, 10));
  expect([await erase(), await erase(), await erase(), await erase()]).toEqual([10, 10, 7, 0]);
  expect(await read(mine.id)).toMatchObject({ firedCount: 25 });
  expect(await api.one(sql`select count(*)::int as n from price_alert_firing where alert_id = ${mine.id}`)).toEqual({
    n: 25,
  });
});
