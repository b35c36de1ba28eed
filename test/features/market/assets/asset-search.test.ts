import { sql } from 'kysely';
import { assetSearch, searchAssets } from '../../../../src/features/market/assets/asset-search.reads.ts';
import { explain } from '../../../support/explain.ts';
import { recordStatements } from '../../../support/statement-log.ts';
import { createIngestFixture, type IngestFixture } from '../ingest/support.ts';

const recorder = recordStatements();
let market: IngestFixture;
beforeAll(async () => {
  market = await createIngestFixture();
  await market.all(sql`insert into asset (symbol, name, kind) values
    ('A', 'Agilent Technologies', 'stock'), ('AAPL', 'Apple Inc.', 'stock'), ('AAP', 'Advance Auto Parts', 'stock'),
    ('SPX', 'S&P 500', 'index'), ('MSFT', 'Microsoft Corporation', 'stock'), ('PCT', '100 % Growth_Fund', 'etf'),
    ('BTC-USD', 'Bitcoin', 'crypto')`);
  await market.all(
    sql`insert into asset (symbol, name) select 'Z' || n, 'Filler number ' || n from generate_series(1, 20000) n`,
  );
  await market.all(sql`analyze asset`);
});
afterAll(() => market.close());

const found = async (query: string, limit = 5) =>
  (await searchAssets(market.em(), query, limit)).map((asset) => asset.symbol);

test('the search finds the symbol itself first, then what starts with it', async () => {
  expect(await found('aap')).toEqual(['AAP', 'AAPL']);
  expect((await found('A'))[0]).toBe('A');
  expect(await found('A')).toEqual(expect.arrayContaining(['A', 'AAP', 'AAPL']));
});

test.each([
  ['apple', 'AAPL'],
  ['micro', 'MSFT'],
  ['microsft', 'MSFT'],
  ['bitcoin', 'BTC-USD'],
  [' s&p 500 ', 'SPX'],
  ['btcusd', 'BTC-USD'],
])('%p finds %p', async (query, symbol) => expect((await found(query))[0]).toBe(symbol));

test('wildcards stand for themselves', async () => {
  expect(await found('%')).toEqual([]);
  expect(await found('_____')).toEqual([]);
  expect((await found('100 %'))[0]).toBe('PCT');
  expect(await found('1%0')).toEqual([]);
  expect(await found("' or 1=1 --")).toEqual([]);
});

test('the search returns quotes, as many as asked for', async () => {
  expect(await searchAssets(market.em(), 'MSFT', 1)).toEqual([
    {
      id: expect.any(Number),
      symbol: 'MSFT',
      name: 'Microsoft Corporation',
      kind: 'stock',
      currency: 'USD',
      price: null,
      priceAt: null,
    },
  ]);
  expect(await found('filler', 3)).toHaveLength(3);
});

test.each(['apple', 'Z19', 'microsft'])('the search for %p uses the trigram index', async (query) => {
  const [plan] = await explain(market.databaseUrl, await recorder.during(() => market.all(assetSearch(query, 10))));
  expect(plan?.nodes.map((node) => node['Index Name'])).toContain('asset_search_index');
  expect(plan?.seqScans).toEqual([]);
});
