import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createLiveFigures } from '../../../../src/features/analytics/realtime/live-figures.service.ts';
import { createMetricsTopic } from '../../../../src/features/analytics/realtime/metrics.topic.ts';
import type { LiveFigures } from '../../../../src/features/analytics/realtime/realtime.schema.ts';
import { newId } from '../../../../src/platform/db/ids.ts';
import { createLogger } from '../../../../src/platform/log/logger.ts';
import { HttpLoad } from '../../../../src/platform/metrics/http-load.ts';
import { measureProcess } from '../../../../src/platform/metrics/process-metrics.ts';
import { MetricsRegistry } from '../../../../src/platform/metrics/registry.ts';
import { startSampler } from '../../../../src/platform/metrics/sampler.ts';
import { until } from '../../../support/system.ts';
import { catchUp } from '../catch-up.ts';
import { type AnalyticsFixture, createAnalyticsFixture } from '../support.ts';

let app: AnalyticsFixture;
beforeAll(async () => {
  app = await createAnalyticsFixture();
});
afterAll(() => app.close());

const settle = async () => {
  await catchUp(app.em);
};
const fresh = () => createLiveFigures().read(app.em());

test('live figures show who is active, what happens and what is discussed, without machines', async () => {
  const [ada, bob] = [await app.person(), await app.person()];
  await settle();
  const before = await fresh();
  const [asset] = await app.all<{ id: number }>(
    sql`insert into asset (symbol, name) values ('HYPE', 'Hype') returning id`,
  );
  const [quiet] = await app.all<{ id: number }>(
    sql`insert into asset (symbol, name) values ('CALM', 'Calm') returning id`,
  );
  await app.all(sql`insert into asset_quarter (at, asset_id, posts)
    select date_bin('15 minutes', now(), 'epoch') - n * interval '15 minutes', ${quiet?.id}, 1 from generate_series(10, 600) n`);
  for (const id of [asset?.id, asset?.id, asset?.id, quiet?.id]) {
    await app.all(sql`insert into event (name, user_id, properties) values ('post.created', ${ada.id},
      jsonb_build_object('sentiment', 'bullish', 'assetIds', jsonb_build_array(${id}::int)))`);
  }
  await app.send(bob.token, { events: [{ name: 'page.viewed' }, { name: 'page.viewed', machine: true }] });
  await app.all(
    sql`insert into event (name, user_id, source, machine) values ('page.viewed', ${newId()}, 'client', true)`,
  );
  await settle();
  const after = await fresh();
  expect(after.activeUsers).toBe(before.activeUsers);
  expect(after.topEvents).toEqual(
    expect.arrayContaining([
      { name: 'post.created', events: 4 },
      { name: 'page.viewed', events: 1 },
    ]),
  );
  expect(after.trending).toEqual([{ symbol: 'HYPE', posts: 3, usual: 0 }]);
  await app.all(sql`insert into event (name, user_id) values ('post.liked', ${newId()})`);
  await settle();
  expect((await fresh()).activeUsers).toBe(before.activeUsers + 1);
});

test('live figures add up load and sockets of all living processes, and forget those that stopped', async () => {
  const logger = createLogger({ level: 'silent' }, { service: 'test' });
  const loads = [new HttpLoad(), new HttpLoad()];
  for (const [n, load] of loads.entries())
    for (let i = 0; i < 100; i += 1) {
      const status = i < 5 ? 500 : 200;
      load.record({ route: 'GET /x', method: 'GET', status, ms: n === 0 ? 10 : 1_000, requestId: '', traceId: null });
    }
  const samplers = loads.map((load, n) => {
    const registry = new MetricsRegistry();
    const measured = { registry, process: measureProcess(registry) };
    return startSampler({
      em: app.em,
      kind: 'api',
      ...measured,
      load,
      sockets: () => 3 + n,
      logger,
      intervalMs: 60_000,
    });
  });
  await until(async () => (await app.all(sql`select 1 from http_quarter`)).length === 2, 60_000, 'samples');
  const live = await fresh();
  expect([live.sockets, live.load.instances, live.load.errorRate]).toEqual([7, 2, 0.05]);
  expect(live.load.cpu).toBeGreaterThan(0);
  expect(Math.abs((live.latency.p50Ms ?? 0) / 10 - 1)).toBeLessThan(0.05);
  expect(Math.abs((live.latency.p99Ms ?? 0) / 1_000 - 1)).toBeLessThan(0.05);
  const admin = await app.person('admin');
  const { performance } = (await app.get(admin.token, '/api/analytics/platform')).body as {
    performance: Record<string, number>;
  };
  expect(performance).toMatchObject({ requests: 200, errorRate: 0.05, p99Ms: live.latency.p99Ms });
  await Promise.all(samplers.map((sampler) => sampler.stop()));
  expect(await fresh()).toMatchObject({ sockets: 0, load: { instances: 0 } });
});

test('the topic gets live figures at most every two seconds, only while it is watched, and the same as the endpoint', async () => {
  const live = createLiveFigures();
  const topic = createMetricsTopic(live);
  const look = (ids: string[]) => topic.look?.(app.em(), ids);
  expect(await look([])).toEqual([]);
  const [event] = (await look([''])) ?? [];
  expect(event).toMatchObject({ topic: 'metrics', type: 'metrics.updated' });
  expect((event?.data as LiveFigures | undefined)?.at).toBe((await live.read(app.em())).at);
  expect(await look([''])).toEqual([]);
});
