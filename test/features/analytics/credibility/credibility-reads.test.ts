import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { readBaseRates, refreshBaseRates } from '../../../../src/features/analytics/credibility/base-rates.queries.ts';
import {
  readCredibility,
  refreshCredibility,
} from '../../../../src/features/analytics/credibility/credibility.service.ts';
import type { ComposedPerson } from '../../../support/composed-api.ts';
import { type AnalyticsFixture, createAnalyticsFixture } from '../support.ts';

let app: AnalyticsFixture;
let good: ComposedPerson;
let bad: ComposedPerson;

/** A year of daily prices: the benchmark stays, asset n moves by n − 3 percent over each day and back. */
beforeAll(async () => {
  app = await createAnalyticsFixture();
  [good, bad] = [await app.person(), await app.person()];
  await app.all(
    sql`insert into asset (symbol, name) values ('SPX', 'Index'), ('UP1', 'Up'), ('UP2', 'Up'), ('UP3', 'Up'), ('DOWN', 'Down')`,
  );
  await app.all(sql`insert into price (asset_id, at, price)
    select a.id, date_trunc('day', now(), 'UTC') - n * interval '1 day', case a.symbol when 'SPX' then 100 when 'DOWN' then 100 + n when 'UP3' then 500 - n else 1000 - n end
    from asset a, generate_series(0, 400) n`);
  for (const [who, direction] of [
    [good, 'up'],
    [bad, 'down'],
  ] as const) {
    await app.all(sql`insert into post_call (post_id, author_id, asset_id, direction, horizon_hours, price, price_at, benchmark_asset_id, benchmark_price,
        benchmark_price_at, created_at, due_at, status, close, close_at, change_percent, "right", benchmark_close, benchmark_close_at, benchmark_change_percent, resolved_at)
      select uuidv7(), ${who.id}, a.id, ${direction}, 24, 1, now() - interval '300 days', (select id from asset where symbol = 'SPX'), 100, made, made, made + interval '1 day', 'resolved',
        e.price, e.at, 0, true, 100, e.at, 0, now()
      from asset a, generate_series(3, 22) n, lateral (select date_trunc('day', now(), 'UTC') - n * interval '1 day' as made) t,
        lateral (select price, at from price where asset_id = a.id and at >= made + interval '1 day' order by at limit 1) e
      where a.symbol like 'UP%'`);
  }
});
afterAll(() => app.close());

test('base rates come from the prices of all assets, and mirror each other', async () => {
  await refreshBaseRates(app.em(), 'SPX');
  const rate = await readBaseRates(app.em());
  // Three of four assets always beat the benchmark: 57 weeks × 4 assets, shrunk by 200.
  expect(rate('up', 24)).toBeGreaterThan(0.6);
  expect(rate('up', 24)).toBeLessThan(0.75);
  expect(rate('up', 24) + rate('down', 24)).toBeCloseTo(1, 12);
  await app.all(sql`update base_rate set wins = 0`);
  await refreshBaseRates(app.em(), 'SPX');
  expect((await readBaseRates(app.em()))('up', 24)).toBeLessThan(0.5);
  await app.all(sql`update base_rate set computed_at = now() - interval '2 days'`);
  await refreshBaseRates(app.em(), 'SPX');
  expect((await readBaseRates(app.em()))('up', 24)).toBeGreaterThan(0.6);
});

test('calls are measured from the first price after publication, whatever price they were frozen at', async () => {
  const found = await readCredibility(app.em(), [good.id, bad.id]);
  expect(found.get(good.id)).toMatchObject({ sample: 60, hitRate: 1, assets: 3, days: 20, open: 0, void: 0 });
  expect(found.get(bad.id)).toMatchObject({ sample: 60, hitRate: 0 });
  expect(found.get(good.id)?.score as number).toBeGreaterThan(50);
  expect(found.get(bad.id)?.score as number).toBeLessThan(50);
});

test('deleting or editing a post with a bad call does not raise it, and the list shows the best first', async () => {
  expect(await refreshCredibility(app.em)).toBe(2);
  expect(await refreshCredibility(app.em)).toBe(0);
  const before = (await app.get(bad.token, `/api/analytics/user/${bad.id}`)).body.credibility;
  await app.all(sql`update post set deleted_at = now(), body = null where author_id = ${bad.id}`);
  expect((await app.get(good.token, `/api/analytics/user/${bad.id}`)).body.credibility).toEqual({
    ...(before as object),
    effectiveSample: expect.any(Number),
    score: expect.any(Number),
  });
  const first = (await app.get(good.token, '/api/analytics/credibility?limit=1')).body as {
    data: { userId: string }[];
    nextCursor: string;
  };
  expect(first.data.map(({ userId }) => userId)).toEqual([good.id]);
  const second = (await app.get(good.token, `/api/analytics/credibility?cursor=${first.nextCursor}`))
    .body as typeof first;
  expect([second.data.map(({ userId }) => userId), second.nextCursor]).toEqual([[bad.id], null]);
  expect((await app.get(good.token, '/api/analytics/credibility?cursor=x')).status).toBe(400);
});
