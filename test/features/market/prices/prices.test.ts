import { sql } from 'kysely';
import { candles, type RawFilter, rawPrices } from '../../../../src/features/market/prices/prices.queries.ts';
import { explain } from '../../../support/explain.ts';
import { recordStatements } from '../../../support/statement-log.ts';
import { createIngestFixture, type IngestFixture } from '../ingest/support.ts';

interface History {
  symbol: string;
  currency: string;
  interval: string;
  data: Record<string, unknown>[];
  nextCursor: string | null;
}

const recorder = recordStatements();
let market: IngestFixture;
beforeAll(async () => {
  market = await createIngestFixture();
});
afterAll(() => market.close());

async function history(symbol: string, query: string): Promise<History> {
  const answer = await market.call('GET', `/api/market/${symbol}/prices?${query}`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body as unknown as History;
}

async function pages(symbol: string, query: string): Promise<History['data'][]> {
  const found: History['data'][] = [];
  for (let cursor = ''; ; ) {
    const page = await history(symbol, query + cursor);
    found.push(page.data);
    if (page.nextCursor === null) return found;
    cursor = `&cursor=${page.nextCursor}`;
  }
}

const store = (lines: readonly string[]) =>
  market.ingest(`symbol,at,price,open,high,low,volume\n${lines.join('\n')}`, { query: '?createAssets=true' });

describe('stored prices', () => {
  beforeAll(async () => {
    await store(
      Array.from({ length: 25 }, (_, index) => `RAW,2024-01-${String(index + 1).padStart(2, '0')},${index + 1},,,,`),
    );
  });

  test('stored prices come newest first, with the currency and times in UTC', async () => {
    const found = await history('raw', 'limit=2');
    expect(found).toEqual({
      symbol: 'RAW',
      currency: 'USD',
      interval: 'raw',
      data: [
        { at: '2024-01-25T00:00:00.000Z', price: 25, open: null, high: null, low: null, volume: null },
        { at: '2024-01-24T00:00:00.000Z', price: 24, open: null, high: null, low: null, volume: null },
      ],
      nextCursor: expect.any(String),
    });
  });

  test.each(['asc', 'desc'])('stored prices go through pages %s, each price once, within the period', async (order) => {
    const found = await pages('RAW', `order=${order}&limit=7&from=2024-01-03T00:00:00Z&to=2024-01-20T01:00:00%2B01:00`);
    expect(found.map((page) => page.length)).toEqual([7, 7, 3]);
    const prices = Array.from({ length: 17 }, (_, index) => index + 3);
    expect(found.flat().map(({ price }) => price)).toEqual(order === 'asc' ? prices : prices.reverse());
  });

  test('later pages stay right while prices are added and corrected', async () => {
    const lines = Array.from({ length: 6 }, (_, index) => `MOVING,2024-02-0${index + 1},${index + 1},,,,`);
    await store(lines);
    const first = await history('MOVING', 'limit=3');
    await store(['MOVING,2024-02-08,8,,,,', 'MOVING,2024-02-03T12:00:00Z,3.5,,,,']);
    const second = await history('MOVING', `limit=3&cursor=${first.nextCursor}`);
    expect([...first.data, ...second.data].map(({ price }) => price)).toEqual([6, 5, 4, 3.5, 3, 2]);
  });
});

describe('candles', () => {
  beforeAll(async () => {
    await store([
      'BAR,2024-01-31T23:30:00Z,10,,,,',
      'BAR,2024-01-31T23:45:00Z,12,11,15,9,100',
      'BAR,2024-01-31T23:59:59.999999Z,11,,,,50',
      'BAR,2024-02-01T00:00:00Z,20,19,21,18,',
      'BAR,2024-02-05T10:00:00Z,30,,,,7',
    ]);
  });

  test('candles of days are computed from the stored prices', async () => {
    const found = await history('BAR', 'interval=day&order=asc&from=2024-01-01T00:00:00Z&to=2024-03-01T00:00:00Z');
    expect(found.data).toEqual([
      { start: '2024-01-31T00:00:00.000Z', open: 10, high: 15, low: 9, close: 11, volume: 150, count: 3 },
      { start: '2024-02-01T00:00:00.000Z', open: 19, high: 21, low: 18, close: 20, volume: null, count: 1 },
      { start: '2024-02-05T00:00:00.000Z', open: 30, high: 30, low: 30, close: 30, volume: 7, count: 1 },
    ]);
    expect(found).toMatchObject({ symbol: 'BAR', currency: 'USD', interval: 'day', nextCursor: null });
  });

  test.each([
    ['hour', ['2024-02-05T10:00', '2024-02-01T00:00', '2024-01-31T23:00'], [1, 1, 3]],
    ['week', ['2024-02-05T00:00', '2024-01-29T00:00'], [1, 4]],
    ['month', ['2024-02-01T00:00', '2024-01-01T00:00'], [2, 3]],
  ])('candles of a %s start where it starts in UTC', async (interval, starts, counts) => {
    const { data } = await history('BAR', `interval=${interval}&from=2024-01-31T00:00:00Z&to=2024-02-06T00:00:00Z`);
    expect(data.map(({ start }) => start)).toEqual(starts.map((start) => `${start}:00.000Z`));
    expect(data.map(({ count }) => count)).toEqual(counts);
  });

  test('candles are whole also where the period starts and ends inside them', async () => {
    const { data } = await history('BAR', 'interval=month&from=2024-01-31T23:50:00Z&to=2024-02-01T00:00:01Z');
    expect(data.map(({ count }) => count)).toEqual([2, 3]);
  });

  test.each(['asc', 'desc'])('candles go through pages %s, each step once, over gaps of any length', async (order) => {
    const days = ['2020-01-31', '2020-02-29', '2020-03-01', '2020-03-02', '2021-01-01', '2023-12-31'];
    await store(days.map((day) => `GAP,${day},5,,,,`));
    for (const [interval, limit] of [
      ['day', 1],
      ['day', 2],
      ['day', 1_000],
      ['month', 1],
      ['month', 3],
      ['week', 2],
    ]) {
      const query = `interval=${interval}&limit=${limit}&order=${order}&from=2019-06-15T00:00:00Z&to=2024-01-01T00:00:00Z`;
      const found = await pages('GAP', query);
      const starts = found.flat().map(({ start }) => String(start));
      expect(starts).toEqual([...new Set(starts)].sort((a, b) => (order === 'asc' ? 1 : -1) * a.localeCompare(b)));
      expect(found.flat().reduce((sum, { count }) => sum + Number(count), 0)).toBe(days.length);
      for (const page of found.slice(0, -1)) expect(page).toHaveLength(Number(limit));
    }
  });

  test('candles without a period are those of the last time', async () => {
    await store([`NOW,${new Date(Date.now() - 3_600_000).toISOString()},5,,,,`, 'NOW,2001-01-01,4,,,,']);
    for (const interval of ['hour', 'day', 'week', 'month']) {
      expect((await history('NOW', `interval=${interval}`)).data).toMatchObject([{ close: 5, count: 1 }]);
    }
  });
});

test.each([
  ['a reversed period', 'interval=day&from=2024-01-02T00:00:00Z&to=2024-01-01T00:00:00Z', 'query.from'],
  ['a period of too many steps', 'interval=hour&from=2000-01-01T00:00:00Z&to=2024-01-01T00:00:00Z', 'query.interval'],
  ['another interval', 'interval=minute', 'query.interval'],
  ['a time without its zone', 'from=2024-01-02T00:00:00', 'query.from'],
  ['too many at once', 'limit=1001', 'query.limit'],
  ['a cursor out of all time', `interval=day&cursor=${Buffer.from('[1e17]').toString('base64url')}`, 'query.cursor'],
  ['a cursor that is made up', `cursor=${Buffer.from('[1.5]').toString('base64url')}`, 'query.cursor'],
])('%s is refused', async (_name, query, field) => {
  const answer = await market.call('GET', `/api/market/BAR/prices?${query}`);
  expect(answer.body).toMatchObject({ status: 400, errors: [{ field }] });
});

test('prices of an unknown symbol are 404', async () => {
  expect((await market.call('GET', '/api/market/NONE/prices')).status).toBe(404);
});

describe('with many prices', () => {
  beforeAll(async () => {
    await market.all(sql`insert into price (asset_id, at, price)
      select 1000 + a, timestamptz '2020-01-01Z' + n * interval '1 minute', 1 + n % 100
      from generate_series(1, 50) a, generate_series(1, 4000) n`);
    await market.all(sql`vacuum analyze price`);
  });

  const filter: RawFilter = {
    assetId: 1_025,
    from: undefined,
    to: undefined,
    after: undefined,
    order: 'desc',
    limit: 101,
  };
  const period = { from: new Date('2020-01-01'), to: new Date('2020-01-04') };
  const hours = {
    assetId: 1_025,
    interval: 'hour',
    period,
    after: Date.UTC(2020, 0, 3) * 1_000,
    order: 'desc',
    limit: 25,
  } as const;
  test.each([
    ['the newest', rawPrices(filter)],
    ['a later page', rawPrices({ ...filter, after: Date.UTC(2020, 0, 2) * 1_000 })],
    [
      'a period, oldest first',
      rawPrices({ ...filter, order: 'asc', from: '2020-01-02T00:00:00Z', to: '2020-01-03T00:00:00Z' }),
    ],
    ['candles', candles(hours)],
  ])('%s are read through the primary key', async (_name, query) => {
    const [plan] = await explain(market.databaseUrl, await recorder.during(() => market.all(query)));
    expect(plan?.nodes.map((node) => node['Index Name'])).toContain('price_pkey');
    expect(plan?.seqScans).toEqual([]);
    expect(plan?.buffers).toBeLessThan(600);
  });
});
