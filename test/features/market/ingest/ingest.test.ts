import { sql } from 'kysely';
import { createIngestFixture, type IngestFixture, manyPrices } from './support.ts';

let market: IngestFixture;
let next = 0;
beforeAll(async () => {
  market = await createIngestFixture();
});
beforeEach(() => {
  market.told.length = 0;
});
afterAll(() => market.close());

/** A symbol that no other test knows. */
function fresh(): string {
  next += 1;
  return `NEW${next}`;
}

const CREATE = { query: '?createAssets=true' };
const stored = (symbol: string) =>
  market.all<{ at: Date; price: number; open: number | null; volume: number | null }>(
    sql`select at, price, open, high, low, volume from price join asset on asset.id = asset_id
        where symbol = ${symbol} order by at`,
  );
const quote = async (symbol: string) => (await market.call('GET', `/api/market/${symbol}`)).body;

test('an ingest stores CSV with its columns in any order, under their other names, and says what it did', async () => {
  const symbol = fresh();
  const csv = `volume,close,Date,low,high,open,symbol\r\n1000,5.25,2024-01-03,5,6,5.5,${symbol}\r\n,5.5,2024-01-02,,,,${symbol}`;
  const answer = await market.ingest(csv, CREATE);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    rows: 2,
    inserted: 2,
    updated: 0,
    unchanged: 0,
    superseded: 0,
    assets: 1,
    createdAssets: 1,
    freshTicks: 2,
    firstAt: '2024-01-02T00:00:00.000Z',
    lastAt: '2024-01-03T00:00:00.000Z',
    milliseconds: expect.any(Number),
  });
  const none = { open: null, high: null, low: null, volume: null };
  expect(await stored(symbol)).toEqual([
    { at: new Date('2024-01-02'), price: 5.5, ...none },
    { at: new Date('2024-01-03'), price: 5.25, open: 5.5, high: 6, low: 5, volume: 1_000 },
  ]);
  expect(await quote(symbol)).toEqual({
    symbol,
    name: symbol,
    kind: 'stock',
    currency: 'USD',
    price: 5.25,
    priceAt: '2024-01-03T00:00:00.000Z',
  });
});

test.each([
  ['quotes and blanks', 'text/csv', (s: string) => `"symbol", "at" ,price\n "${s}" , "2024-01-02" ," 5.25"\n\n`],
  ['a byte-order mark', 'text/csv', (s: string) => `\ufeffsymbol,at,price\n${s},2024-01-02,5.25`],
  ['lower case', 'text/csv', (s: string) => `SYMBOL,AT,PRICE\n${s.toLowerCase()},2024-01-02,5.25`],
  ['an exponent', 'text/csv', (s: string) => `symbol,at,price\n${s},2024-01-02,525e-2`],
  ['an offset', 'text/csv', (s: string) => `symbol,at,price\n${s},2024-01-01T19:00-05:00,5.25`],
  [
    'NDJSON',
    'application/x-ndjson',
    (s: string) => `\n{"symbol":"${s}","date":"2024-01-02","close":5.25,"open":null}\n`,
  ],
  ['a JSON array', 'application/json', (s: string) => ` [ {"symbol":"${s}","at":"2024-01-02","price":5.25} ] `],
  ['braces in a text', 'application/json', (s: string) => `[{"at":"2024-01-02","price":5.25,"symbol":"${s}"\n}]`],
])('an ingest reads %s', async (_name, type, body) => {
  const symbol = fresh();
  const answer = await market.ingest(body(symbol), { ...CREATE, type });
  expect([answer.status, answer.body.inserted]).toEqual([200, 1]);
  expect(await stored(symbol)).toMatchObject([{ at: new Date('2024-01-02'), price: 5.25 }]);
});

test('ingest is for admins and for keys with its scope', async () => {
  const csv = `symbol,at,price\n${fresh()},2024-01-02,5`;
  expect((await market.ingest(csv, { ...CREATE, token: 'feed' })).status).toBe(200);
  expect((await market.ingest(csv, { token: 'alice' })).status).toBe(403);
  expect((await market.ingest(csv, { token: 'key-none' })).body.code).toBe('insufficient_scope');
  expect((await market.ingest(csv, { token: 'nobody' })).status).toBe(401);
});

test('a repeated ingest says that nothing changed, and no alert hears of it again', async () => {
  const body = manyPrices(2_000, 20);
  const first = await market.ingest(body, CREATE);
  const before = await market.all(sql`select * from price order by asset_id, at`);
  const assets = await market.all(sql`select * from asset order by id`);
  market.told.length = 0;
  const second = await market.ingest(body, CREATE);
  expect(first.body).toMatchObject({ rows: 2_000, inserted: 2_000, freshTicks: 2_000, createdAssets: 20 });
  expect(second.body).toMatchObject({ inserted: 0, updated: 0, unchanged: 2_000, freshTicks: 0, createdAssets: 0 });
  expect(await market.all(sql`select * from price order by asset_id, at`)).toEqual(before);
  expect(await market.all(sql`select * from asset order by id`)).toEqual(assets);
  expect(market.told).toEqual([]);
});

test('an ingest takes a hundred thousand rows in one request, and passes them on in parts with each asset once', async () => {
  const answer = await market.ingest(manyPrices(100_000, 40, Date.UTC(2022, 0, 1)), CREATE);
  expect(answer.body).toMatchObject({ rows: 100_000, inserted: 100_000, freshTicks: 100_000, assets: 40 });
  const told = market.told.flat();
  expect(market.told.length).toBeGreaterThan(1);
  expect(new Set(told.map(({ symbol }) => symbol)).size).toBe(told.length);
  expect(told.reduce((sum, { ticks }) => sum + ticks.length, 0)).toBe(100_000);
  const [count] = await market.all<{ n: number }>(sql`select count(*)::int as n from price where at >= '2022-01-01Z'
    and at < '2022-02-01Z'`);
  expect(count?.n).toBe(100_000);
});

test('an ingest tells new, changed and known prices apart, and a line replaces the stored one of its instant', async () => {
  const symbol = fresh();
  await market.ingest(`symbol,at,price,open\n${symbol},2024-01-02,5,4\n${symbol},2024-01-03,6,5`, CREATE);
  const answer = await market.ingest(
    `symbol,at,price\n${symbol},2024-01-02,5\n${symbol},2024-01-03,6.5\n${symbol},2024-01-04,7\n${symbol},2024-01-04,8`,
  );
  expect(answer.body).toMatchObject({ rows: 4, inserted: 1, updated: 2, unchanged: 0, superseded: 1, freshTicks: 1 });
  expect(await stored(symbol)).toMatchObject([
    { price: 5, open: null },
    { price: 6.5, open: null },
    { price: 8, open: null },
  ]);
});

test('of an instant that comes twice the later line counts, wherever it stands', async () => {
  const [one, two] = [fresh(), fresh()];
  const lines = [
    `${one},2024-01-03,3`,
    `${two},2024-01-02,9`,
    `${one},2024-01-02,2`,
    `${one},2024-01-03,4`,
    `${two},2024-01-02,8`,
  ];
  const answer = await market.ingest(`symbol,at,price\n${lines.join('\n')}`, CREATE);
  expect(answer.body).toMatchObject({ rows: 5, inserted: 3, superseded: 2, freshTicks: 3 });
  expect((await stored(one)).map(({ price }) => price)).toEqual([2, 4]);
  expect((await stored(two)).map(({ price }) => price)).toEqual([8]);
  expect(await quote(one)).toMatchObject({ price: 4 });
  const told = market.told.flat().find((asset) => asset.symbol === one);
  expect(told).toMatchObject({
    previous: null,
    ticks: [
      { at: Date.UTC(2024, 0, 2), price: 2 },
      { at: Date.UTC(2024, 0, 3), price: 4 },
    ],
  });
});

test('the latest price moves forward in time only, and follows a correction of its instant', async () => {
  const symbol = fresh();
  await market.ingest(`symbol,at,price\n${symbol},2024-01-03,5`, CREATE);
  market.told.length = 0;
  expect((await market.ingest(`symbol,at,price\n${symbol},2024-01-02,4`)).body).toMatchObject({
    inserted: 1,
    freshTicks: 0,
  });
  expect(await quote(symbol)).toMatchObject({ price: 5, priceAt: '2024-01-03T00:00:00.000Z' });
  expect((await market.ingest(`symbol,at,price\n${symbol},2024-01-03,6`)).body).toMatchObject({
    updated: 1,
    freshTicks: 0,
  });
  expect(await quote(symbol)).toMatchObject({ price: 6, priceAt: '2024-01-03T00:00:00.000Z' });
  expect(market.told).toEqual([]);
});

test('an ingest passes on prices later than all known ones, in order of time, with the price before', async () => {
  const [one, two] = [fresh(), fresh()];
  await market.ingest(`symbol,at,price\n${one},2024-01-03,5`, CREATE);
  market.told.length = 0;
  const lines = [
    `${one},2024-01-05,7`,
    `${two},2024-01-01,1`,
    `${one},2024-01-02,1`,
    `${one},2024-01-04T12:00:00.000250Z,6`,
  ];
  await market.ingest(`symbol,at,price\n${lines.join('\n')}`, CREATE);
  expect(market.told).toMatchObject([
    [
      {
        symbol: one,
        name: one,
        currency: 'USD',
        previous: { at: Date.UTC(2024, 0, 3), price: 5 },
        ticks: [
          { at: Date.UTC(2024, 0, 4, 12) + 0.25, price: 6 },
          { at: Date.UTC(2024, 0, 5), price: 7 },
        ],
      },
      { symbol: two, previous: null, ticks: [{ at: Date.UTC(2024, 0, 1), price: 1 }] },
    ],
  ]);
});

test('an ingest keeps microseconds apart, and doubles as they were written', async () => {
  const symbol = fresh();
  const prices = ['0.1', '123456789.123456789', '1e-9', '999999999999.9'];
  const lines = prices.map((price, index) => `${symbol},2024-01-02T03:04:05.00000${index}+00:00,${price}`);
  await market.ingest(`symbol,at,price\n${lines.join('\n')}`, CREATE);
  const { data } = (await market.call('GET', `/api/market/${symbol}/prices?order=asc`)).body as { data: unknown };
  expect(data).toMatchObject(
    prices.map((price, index) => ({
      price: Number(price),
      at: index === 0 ? '2024-01-02T03:04:05.000Z' : `2024-01-02T03:04:05.00000${index}Z`,
    })),
  );
});

test('the event that records an ingest has counts', async () => {
  await market.ingest(`symbol,at,price\n${fresh()},2024-01-02,5`, CREATE);
  const [event] = await market.all(sql`select name, user_id, properties from event order by id desc limit 1`);
  const counts = {
    rows: 1,
    inserted: 1,
    updated: 0,
    unchanged: 0,
    superseded: 0,
    assets: 1,
    createdAssets: 1,
    freshTicks: 1,
  };
  expect(event).toEqual({
    name: 'prices.ingested',
    user_id: '01980000-0000-7000-8000-000000000003',
    properties: counts,
  });
});
