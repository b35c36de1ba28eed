import { sql } from 'kysely';
import { createIngestFixture, type IngestFixture } from '../ingest/support.ts';

let market: IngestFixture;
beforeAll(async () => {
  market = await createIngestFixture();
});
afterAll(() => market.close());

const create = (json: unknown, headers: Record<string, string> = {}) =>
  market.call('POST', '/api/market/assets', { token: 'admin', json, headers });
const patch = (symbol: string, json: unknown, token = 'admin') =>
  market.call('PATCH', `/api/market/assets/${symbol}`, { token, json });
const events = () =>
  market.all<{ name: string; properties: unknown }>(sql`select name, properties from event order by id`);

test('an admin creates an asset, and every signed-in user sees it', async () => {
  const made = await create({ symbol: 'nvda', name: ' NVIDIA Corporation ', kind: 'stock' });
  const asset = {
    symbol: 'NVDA',
    name: 'NVIDIA Corporation',
    kind: 'stock',
    currency: 'USD',
    price: null,
    priceAt: null,
  };
  expect([made.status, made.body]).toEqual([201, asset]);
  expect(made.headers.get('location')).toBe('/api/market/NVDA');
  expect((await market.call('GET', '/api/market/nvda')).body).toEqual(asset);
  expect((await events()).at(-1)).toMatchObject({ name: 'asset.created', properties: { assetId: expect.any(Number) } });
  expect((await market.call('GET', '/api/market/NVDA', { token: 'nobody' })).status).toBe(401);
});

test('a symbol is taken once, also by two requests at once, and a repeated request with its key is the same', async () => {
  const body = { symbol: 'TWIN', name: 'Twin' };
  const twins = await Promise.all([create(body), create(body)]);
  expect(twins.map(({ status }) => status).sort()).toEqual([201, 409]);
  const again = { 'idempotency-key': 'once' };
  const [first, second] = [
    await create({ symbol: 'ONCE', name: 'x' }, again),
    await create({ symbol: 'ONCE', name: 'x' }, again),
  ];
  expect([first.status, second.status, second.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
});

test.each([
  ['a bad symbol', { symbol: 'no good', name: 'x' }, 'body.symbol'],
  ['no name', { symbol: 'X' }, 'body.name'],
  ['two lines', { symbol: 'X', name: 'x\ny' }, 'body.name'],
  ['another kind', { symbol: 'X', name: 'x', kind: 'bond' }, 'body.kind'],
  ['half a currency', { symbol: 'X', name: 'x', currency: 'us' }, 'body.currency'],
  ['a price', { symbol: 'X', name: 'x', price: 1 }, 'body.price'],
])('%s is refused', async (_name, body, field) => {
  expect((await create(body)).body).toMatchObject({ status: 400, errors: [{ field }] });
});

test('an asset is changed by admins; the currency only while there is no price', async () => {
  await create({ symbol: 'SAP', name: 'SAP' });
  expect((await patch('sap', { name: 'SAP SE', currency: 'EUR' })).body).toMatchObject({
    name: 'SAP SE',
    currency: 'EUR',
  });
  await market.ingest('symbol,at,price\nSAP,2024-01-02,139\n');
  expect((await patch('SAP', { currency: 'USD', kind: 'etf' })).body).toMatchObject({
    status: 409,
    code: 'currency_in_use',
  });
  expect((await patch('SAP', { currency: 'EUR', kind: 'index' })).body).toMatchObject({
    symbol: 'SAP',
    name: 'SAP SE',
    kind: 'index',
    currency: 'EUR',
    price: 139,
  });
  expect((await events()).at(-1)).toMatchObject({ name: 'asset.updated' });
  expect((await patch('NONE', { name: 'x' })).status).toBe(404);
  expect((await patch('SAP', {})).status).toBe(400);
});

test('other users neither create nor change assets', async () => {
  for (const token of ['alice', 'feed']) {
    expect((await market.call('POST', '/api/market/assets', { token, json: { symbol: 'X', name: 'x' } })).status).toBe(
      403,
    );
    expect((await patch('SAP', { name: 'x' }, token)).status).toBe(403);
  }
});

test('a list goes by symbol and kind, and stays right while assets are made', async () => {
  for (const symbol of ['L3', 'L1', 'L5']) await create({ symbol, name: symbol, kind: 'crypto' });
  const page = async (cursor?: string) =>
    (await market.call('GET', `/api/market/assets?kind=crypto&limit=2${cursor ? `&cursor=${cursor}` : ''}`)).body as {
      data: { symbol: string }[];
      nextCursor: string | null;
    };
  const first = await page();
  for (const symbol of ['L2', 'L4']) await create({ symbol, name: symbol, kind: 'crypto' });
  const second = await page(first.nextCursor ?? '');
  const rest = second.nextCursor === null ? [] : (await page(second.nextCursor)).data;
  expect(first.data.map(({ symbol }) => symbol)).toEqual(['L1', 'L3']);
  expect([...second.data, ...rest].map(({ symbol }) => symbol)).toEqual(['L4', 'L5']);
  expect((await market.call('GET', '/api/market/assets?cursor=made-up')).status).toBe(400);
  expect((await market.call('GET', '/api/market/assets?kind=bond')).status).toBe(400);
});

test('an unknown asset is 404', async () => {
  expect((await market.call('GET', '/api/market/NONE')).status).toBe(404);
  expect((await market.call('GET', '/api/market/no%20good')).status).toBe(400);
});
