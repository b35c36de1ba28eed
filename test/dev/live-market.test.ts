import { createApiClient } from '../../client/client.ts';
import { fillMarket } from '../../dev/demo/fill-market.ts';
import { playLiveMarket } from '../../dev/demo/live-market.ts';
import { createIngestFixture, type IngestFixture } from '../features/market/ingest/support.ts';

let market: IngestFixture;
beforeAll(async () => {
  market = await createIngestFixture();
});
afterAll(() => market.close());

test('the demo fills the market once, and lives on from the latest price', async () => {
  const admin = createApiClient({ baseUrl: market.app.url, token: () => 'admin' });
  const said: string[] = [];
  await fillMarket(admin, (line) => said.push(line));
  await fillMarket(admin, (line) => said.push(line));
  expect(said).toEqual([
    expect.stringMatching(/^5665 real prices, 2000 to 2020, 5665 of them new/),
    expect.stringMatching(/^5665 real prices, 2000 to 2020, 0 of them new/),
  ]);
  expect((await market.call('GET', '/api/market/SPX')).body).toMatchObject({
    kind: 'index',
    priceAt: '2020-04-17T00:00:00.000Z',
  });
  market.told.length = 0;
  const begin = Date.now();
  const live = await playLiveMarket(admin, { steps: 5, stepMs: 2 });
  expect(live.ticks).toBe(5 * 6);
  const told = market.told.flat().filter(({ symbol }) => symbol === 'SPX');
  expect(told[0]?.previous?.price).toBe(2874.560059);
  expect(told[0]?.ticks[0]?.price).toBe(2874.56);
  expect(told[0]?.ticks[0]?.at).toBeGreaterThanOrEqual(begin);
  expect((await market.call('GET', '/api/market/SPX')).body.price).toBe(live.moves.get('SPX')?.to);
});
