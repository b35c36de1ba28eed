import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '../../../../src/platform/db/ids.ts';
import { createMarketFixture, type MarketFixture } from '../../../support/market.ts';
import { type Drama, giveDrama, naiveDrama } from './drama.ts';

let market: MarketFixture;
let drama: Drama;
beforeAll(async () => {
  market = await createMarketFixture();
  drama = await giveDrama(market.em(), { assets: 40, alerts: 10_000, ticks: 300 }, [newId(), newId()]);
});
afterAll(() => market.close());

test('ten thousand alerts fire at every crossing that an independent calculation finds, and at no other', async () => {
  for (const batch of drama.batches) await market.ingest(batch);
  const fired = await market.all<{ id: string; at: string }>(
    sql`select alert_id as id, (extract(epoch from at) * 1000)::text as at from price_alert_firing`,
  );
  const expected = naiveDrama(drama);
  expect(expected.length).toBeGreaterThan(10_000);
  expect(fired.map(({ id, at }) => `${id} ${Number(at)}`).sort()).toEqual(expected);
  const counts = await market.one<{ fired: number; jobs: number }>(
    sql`select (select sum(fired_count)::int from price_alert) as fired,
          (select sum((input->>'firings')::int)::int from job) as jobs`,
  );
  expect(counts).toEqual({ fired: expected.length, jobs: expected.length });
}, 120_000);
