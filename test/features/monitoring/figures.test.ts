import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { measureSystemOnce } from '../../../src/features/monitoring/figures/system-figures.service.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { row, rows, run } from '../../../src/platform/db/sql.ts';
import { joinHistory, purgeHistory } from '../../../src/platform/metrics/join-samples.ts';
import { createTemporalClient } from '../../../src/platform/temporal/client.ts';
import type { ComposedPerson } from '../../support/composed-api.ts';
import { temporalAddress } from '../../support/jobs.ts';
import { createMonitoringFixture, INSTANCE, METRICS_TOKEN, type MonitoringFixture, silent } from './support.ts';

let fixture: MonitoringFixture;
let admin: ComposedPerson;
beforeAll(async () => {
  fixture = await createMonitoringFixture();
  admin = await fixture.person('admin');
});
afterAll(() => fixture.close());

const get = (path: string, token = admin.token) => fixture.ask('GET', path, { token });

type Loads = {
  route: string;
  method: string;
  requests: number;
  errorRate: number;
  refusedRate: number;
  p50Ms: number;
}[];

test('requests are counted by their route, and told with their percentiles', async () => {
  for (let i = 0; i < 5; i += 1) await get(`/api/users/${admin.id}`);
  await get('/api/users/01980000-0000-7000-8000-0000000000ff');
  await get('/no/such/path');
  await fixture.sample();
  const { status, body } = await get('/api/monitoring/performance');
  expect(status).toBe(200);
  const routes = body.routes as Loads;
  expect(routes.find(({ route }) => route === '/api/users/:userId')).toMatchObject({
    method: 'GET',
    requests: 6,
    errorRate: 0,
    refusedRate: 1 / 6,
    p50Ms: expect.any(Number),
  });
  expect(routes.find(({ route }) => route === '')).toMatchObject({ method: 'GET', requests: 1, refusedRate: 1 });
  expect((body.total as { requests: number }).requests).toBe(routes.reduce((sum, { requests }) => sum + requests, 0));
});

test('the catalogue names each metric with its unit', async () => {
  const { status, body } = await get('/api/monitoring/metrics/catalogue');
  expect(status).toBe(200);
  expect(body.data).toContainEqual({
    name: 'http_error_ratio',
    unit: 'ratio',
    description: 'Share of the answers with a status from 500',
  });
  const user = await fixture.person();
  expect((await get('/api/monitoring/metrics/catalogue', user.token)).status).toBe(403);
});

test('a process shows its present and its past figures', async () => {
  await get(`/api/users/${admin.id}`);
  await fixture.sample();
  const { status, body } = await get('/api/monitoring/metrics?metrics=http_requests,memory_bytes,statement_p95');
  expect(status).toBe(200);
  const [instance] = body.instances as Record<string, Record<string, number>>[];
  expect(instance).toMatchObject({ id: INSTANCE, kind: 'api', state: 'alive', version: '1' });
  expect(instance?.memory?.rssBytes).toBeGreaterThan(1e7);
  expect(instance?.pool?.max).toBe(10);
  expect(instance?.statements?.perSecond).toBeGreaterThan(0);
  expect(instance?.http?.requestsPerSecond).toBeGreaterThan(0);
  const history = body.history as {
    stepSeconds: number;
    series: { metric: string; points: [string, number | null][] }[];
  };
  expect(history.stepSeconds).toBe(10);
  expect(history.series.map(({ metric }) => metric).sort()).toEqual(['http_requests', 'memory_bytes', 'statement_p95']);
  for (const { points } of history.series)
    expect(points.filter(([, value]) => value !== null).length).toBeGreaterThan(0);
});

test('samples are joined to minutes and tens of minutes, each once, and old ones go', async () => {
  const em = fixture.em();
  await run(em, sql`delete from metric_sample`);
  await run(em, sql`delete from route_sample`);
  const figures = JSON.stringify({
    seconds: 10,
    cpu: 1,
    rssBytes: 1,
    heapBytes: 1,
    eventLoopP99Ms: 1,
    sockets: 1,
    requests: 2,
    errors: 1,
    latency: { first: 100, counts: [2] },
    gauges: {},
    counters: { c: 1 },
    durations: {},
    slow: [],
  });
  const start = sql`date_bin('600 seconds', now() - interval '22 minutes', 'epoch')`;
  await run(
    em,
    sql`insert into metric_sample (instance_id, at, figures)
        select ${INSTANCE}, ${start} + n * interval '10 seconds', ${figures}::jsonb from generate_series(0, 59) n`,
  );
  await run(
    em,
    sql`insert into route_sample (step, at, instance_id, route, requests, refused, errors, sum_ms, first, buckets)
        select 10, ${start} + n * interval '10 seconds', ${INSTANCE}, 'GET /x', 2, 0, 1, 5, 100 + n % 2, '{1,1}' from generate_series(0, 59) n`,
  );
  await run(em, sql`update metric_join set joined_until = ${start}`);
  await Promise.all([joinHistory(fixture.em()), joinHistory(fixture.em())]);
  await joinHistory(fixture.em());
  const joined = await rows(
    em,
    sql`select step, count(*)::int as rows, sum((figures ->> 'requests')::int)::int as requests,
          sum((figures -> 'counters' ->> 'c')::int)::int as c
        from metric_history where at >= ${start} and at < ${start} + interval '10 minutes' group by step order by step`,
  );
  expect(joined).toEqual([
    { step: 60, rows: 10, requests: 120, c: 60 },
    { step: 600, rows: 1, requests: 120, c: 60 },
  ]);
  const routes = await row(
    em,
    sql`select requests, errors, sum_ms, first, buckets from route_sample where step = 600 and route = 'GET /x'`,
  );
  expect(routes).toEqual({ requests: 120, errors: 60, sum_ms: 300, first: 100, buckets: [30, 60, 30] });
  await run(em, sql`update metric_history set at = at - interval '8 days' where step = 60`);
  await purgeHistory(fixture.em());
  expect(
    await rows(em, sql`select distinct step from metric_history where at < now() - interval '15 minutes'`),
  ).toEqual([{ step: 600 }]);
});

test('what processes share is measured by one of them at a time', async () => {
  const config = loadConfig({ TEMPORAL_ADDRESS: temporalAddress() });
  const client = createTemporalClient(config.temporal, []);
  const deps = { em: fixture.em, client, config, logger: silent };
  await run(fixture.em(), sql`update metric_probe set probed_at = now() - interval '1 minute'`);
  const turns = await Promise.all([measureSystemOnce(deps), measureSystemOnce(deps)]);
  expect(turns.sort()).toEqual([false, true]);
  const { body } = await get('/api/monitoring/metrics');
  expect(body.system).toMatchObject({
    temporalUp: true,
    outboxAgeSeconds: 0,
    database: { sizeBytes: expect.any(Number) },
  });
  expect((body.system as { taskQueues: unknown[] }).taskQueues).toHaveLength(8);
  await client.connection.close();
});

describe('/metrics', () => {
  test.each([
    ['no token', undefined, 401],
    ['the token of scrapers', METRICS_TOKEN, 200],
    ['another token', 'scrapers-0123456780', 401],
  ])('a request for /metrics with %s is answered by its token', async (_who, token, status) => {
    const response = await fetch(`${fixture.url}/metrics`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(status);
    await response.text();
  });

  test('/metrics answers admins and their keys only', async () => {
    const user = await fixture.person();
    const key = await fixture.key(admin, 'monitoring:read');
    const other = await fixture.key(admin, 'events:write');
    const statuses = [];
    for (const token of [admin.token, key, other, user.token]) {
      const response = await fetch(`${fixture.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
      statuses.push(response.status);
      await response.text();
    }
    expect(statuses).toEqual([200, 200, 403, 403]);
  });

  test('/metrics shows the process and what is shared, each line as Prometheus reads it', async () => {
    const response = await fetch(`${fixture.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await response.text();
    const lines = text.trimEnd().split('\n');
    const sample = /^[a-z0-9_]+(\{([a-z_]+="[^"\\]*",?)+\})? -?\d+(\.\d+)?(e[+-]\d+)?$/;
    expect(lines.filter((line) => !line.startsWith('# ') && !sample.test(line))).toEqual([]);
    for (const name of [
      'process_cpu_seconds_total',
      'http_server_request_duration_seconds_bucket',
      'vibe_temporal_up',
    ]) {
      expect(text).toContain(`\n${name}`);
    }
    const types = lines.filter((line) => line.startsWith('# TYPE'));
    expect(new Set(types).size).toBe(types.length);
  });
});

test.each([
  ['from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', 'query.from'],
  ['from=2024-01-01T00:00:00Z&to=2026-03-01T00:00:00Z', 'query.from'],
  ['from=yesterday', 'query.from'],
  ['metrics=made_up', 'query.metrics[0]'],
  ['step=5', 'query.step'],
  ['more=1', 'query.more'],
])('%s is 400 and names the field', async (query, field) => {
  const { status, body } = await get(`/api/monitoring/metrics?${query}`);
  expect([status, (body.errors as { field: string }[])[0]?.field]).toEqual([400, field]);
});

test('too many points are 400', async () => {
  const { status, body } = await get(
    '/api/monitoring/metrics?metrics=sockets&from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z&step=10',
  );
  expect([status, (body.errors as { field: string }[])[0]?.field]).toEqual([400, 'query.step']);
});
