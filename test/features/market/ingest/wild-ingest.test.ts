import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createAlertEvaluation } from '../../../../src/features/market/alerts/alert-evaluation.service.ts';
import { newId } from '../../../../src/platform/db/ids.ts';
import { createEnqueue } from '../../../../src/platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../../../src/platform/jobs/launch.ts';
import { addAssets, type GivenAlert, giveAlerts } from '../../../support/market.ts';
import { recordStatements } from '../../../support/statement-log.ts';
import { createIngestFixture, type IngestFixture } from './support.ts';

/** All on one asset whose price crosses their thresholds with every second tick. */
const ALERTS = 21_000;
const TICKS = 20;
const FIRINGS = ALERTS * (TICKS / 2);
/** One alert that fires more often than a statement takes rows. */
const OFTEN = 15_000;

const recorder = recordStatements();
let app: IngestFixture;
beforeAll(async () => {
  const listener = createAlertEvaluation({ enqueue: createEnqueue(LEFT_TO_DISPATCHER) });
  app = await createIngestFixture({ listener });
});
afterAll(() => app.close());

const alertOn = (assetId: number): GivenAlert => {
  const rule = { condition: 'above' as const, threshold: 110, rearmPercent: 0, repeat: true };
  return { ...rule, userId: newId(), assetId, latest: 100 };
};

/** CSV of prices that go up and down, a second apart, until now. */
function swing(symbol: string, ticks: number): string {
  const begin = Date.now() - ticks * 1_000;
  const line = (_: unknown, i: number) =>
    `${symbol},${new Date(begin + i * 1_000).toISOString()},${i % 2 === 0 ? 120 : 100}`;
  return ['symbol,at,price', ...Array.from({ length: ticks }, line)].join('\n');
}

test('an ingest that sets off hundreds of thousands of alerts is stored, in statements that do not grow', async () => {
  const [wild, wilder] = await addAssets(app.em(), { WILD: 100, WILDER: 100 });
  await giveAlerts(
    app.em(),
    Array.from({ length: ALERTS }, () => alertOn(wild?.id as number)),
  );
  await giveAlerts(app.em(), [alertOn(wilder?.id as number)]);
  await app.all(sql`update asset set last_price_at = now() - interval '1 day' returning 1`);
  await app.all(sql`update price_alert set evaluated_at = now() - interval '1 day' returning 1`);
  const body = `${swing('WILD', TICKS)}\n${swing('WILDER', OFTEN * 2)
    .split('\n')
    .slice(1)
    .join('\n')}`;

  let answer: Awaited<ReturnType<typeof app.ingest>> | undefined;
  const sent = await recorder.during(async () => {
    answer = await app.ingest(body);
  });
  expect([answer?.status, answer?.body]).toMatchObject([200, { freshTicks: TICKS + OFTEN * 2 }]);
  const longest = sent.flatMap(({ values }) => values.flatMap((value) => (Array.isArray(value) ? [value.length] : [])));
  expect(Math.max(...longest)).toBe(10_000);

  const [found] = await app.all(sql`select count(*)::int as firings, count(distinct (alert_id, at))::int as distinct,
    count(distinct alert_id)::int as alerts from price_alert_firing`);
  expect(found).toEqual({ firings: FIRINGS + OFTEN, distinct: FIRINGS + OFTEN, alerts: ALERTS + 1 });
  const jobs = await app.all(sql`select j.input from job j where j.id in (select job_id from price_alert_firing)`);
  expect(jobs).toEqual([{ input: { firings: FIRINGS + OFTEN } }]);
  const [counted] = await app.all(sql`select sum(fired_count)::int as fired from price_alert`);
  expect(counted).toEqual({ fired: FIRINGS + OFTEN });
  expect((await app.ingest(body)).body).toMatchObject({ freshTicks: 0 });
}, 120_000);
