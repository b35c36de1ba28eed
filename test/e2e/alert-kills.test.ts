import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '../../src/platform/db/ids.ts';
import { type Drama, giveDrama, naiveDrama } from '../features/market/drama.ts';
import { temporalAddress } from '../support/jobs.ts';
import { createMarketFixture, type MarketFixture } from '../support/market.ts';
import { type Program, startWorker } from '../support/programs.ts';
import { until } from '../support/system.ts';

let market: MarketFixture;
let drama: Drama;
let worker: Program;

const start = (prefix: string) =>
  startWorker(
    {
      DATABASE_URL: market.databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_TASK_QUEUE_PREFIX: prefix,
      ...(process.env.VIBE_RUN === undefined ? {} : { VIBE_RUN: process.env.VIBE_RUN }),
    },
    'test/e2e/alert-worker.ts',
  );

beforeAll(async () => {
  market = await createMarketFixture();
  drama = await giveDrama(market.em(), { assets: 40, alerts: 10_000, ticks: 300 });
});
afterAll(async () => {
  await worker.kill();
  await market.close();
});

const count = async (query: ReturnType<typeof sql>) => (await market.one<{ n: number }>(query)).n;

test('ten thousand alerts: every crossing is told exactly once although the worker is killed four times', async () => {
  const prefix = `test-${newId()}`;
  const expected = naiveDrama(drama);
  worker = await start(prefix);
  await worker.ready();
  const ingesting = (async () => {
    for (const batch of drama.batches) await market.ingest(batch);
  })();
  const told = () => count(sql`select count(*)::int as n from test_inbox`);
  for (const part of [0.1, 0.3, 0.5, 0.8]) {
    await until(async () => (await told()) >= expected.length * part, 120_000, `${part} of the crossings told`);
    await worker.kill('SIGKILL');
    worker = await start(prefix);
  }
  await ingesting;
  const open = sql`select count(*)::int as n from job where status in ('queued', 'running')`;
  await until(async () => (await count(open)) === 0, 180_000, 'every job ended');
  const keys = await market.all<{ key: string }>(
    sql`select f.alert_id || ' ' || (extract(epoch from f.at) * 1000)::bigint as key
        from test_inbox i join price_alert_firing f on i.once_key = 'price_alert:' || f.id`,
  );
  const jobs = await market.all<{ status: string; most: number }>(
    sql`select status, max(attempts) as most from job group by status`,
  );
  process.stdout.write(
    `alerts: ${expected.length} crossings, ${keys.length} told, ${jobs[0]?.most} attempts of a job at most\n`,
  );
  expect(keys.map(({ key }) => key).sort()).toEqual(expected);
  expect(await told()).toBe(expected.length);
  expect(await count(sql`select count(*)::int as n from event where name = 'alert.fired'`)).toBe(expected.length);
  expect(jobs.map(({ status }) => status)).toEqual(['succeeded']);
  expect(jobs[0]?.most).toBeGreaterThan(1);
}, 400_000);
