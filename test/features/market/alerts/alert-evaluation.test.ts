import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { armAlerts } from '../../../../bench/market/arm-alerts.ts';
import {
  BEFORE_ALL,
  lockReached,
  reachedAlerts,
} from '../../../../src/features/market/alerts/alert-evaluation.queries.ts';
import { createAlertEvaluation } from '../../../../src/features/market/alerts/alert-evaluation.service.ts';
import { createAlert } from '../../../../src/features/market/alerts/alerts.service.ts';
import type { FreshPrices, Tick } from '../../../../src/features/market/market.contract.ts';
import { newId } from '../../../../src/platform/db/ids.ts';
import { transact } from '../../../../src/platform/db/transaction.ts';
import type { Principal } from '../../../../src/platform/http/principal.ts';
import {
  addAssets,
  createMarketFixture,
  type GivenAlert,
  giveAlerts,
  ingest,
  type MarketFixture,
  START,
  type TestAsset,
} from '../../../support/market.ts';
import { recordStatements } from '../../../support/statement-log.ts';

const recorder = recordStatements();
let market: MarketFixture;
beforeAll(async () => {
  market = await createMarketFixture();
});
afterAll(() => market.close());

const userId = newId();
let assets = 0;
async function asset(price: number | null = 100): Promise<TestAsset> {
  const [made] = await addAssets(market.em(), { [`T${++assets}`]: price });
  return made as TestAsset;
}

const ticks = (prices: readonly number[], from = START + 1_000): Tick[] =>
  prices.map((price, i) => ({ at: from + i * 1_000, price }));
const send = (to: TestAsset, prices: readonly number[], from?: number) =>
  market.ingest(new Map([[to.id, ticks(prices, from)]]));

const above = (to: TestAsset, threshold: number, extra: Partial<GivenAlert> = {}): GivenAlert => ({
  userId,
  assetId: to.id,
  condition: 'above',
  threshold,
  rearmPercent: 1,
  repeat: true,
  latest: to.price,
  ...extra,
});
const alert = (id: string) =>
  market.one<Record<string, unknown>>(
    sql`select state, fired_count, reference_price, upper_level, lower_level, last_fired_at, evaluated_at from price_alert where id = ${id}`,
  );
const firings = (id: string) =>
  market.all<{ at: Date; price: number; job_id: string; told_at: Date | null }>(
    sql`select at, price, job_id, told_at from price_alert_firing where alert_id = ${id} order by at`,
  );
const jobs = async () => (await market.one<{ n: number }>(sql`select count(*)::int as n from job`)).n;

describe('an evaluation', () => {
  test('an evaluation writes every crossing once, where the alert stands, and one job for all of it', async () => {
    const [one, other] = [await asset(), await asset()];
    const [id, move] = await giveAlerts(market.em(), [
      above(one, 110),
      above(other, 5, { condition: 'percent_move', latest: 100 }),
    ]);
    const before = await jobs();
    await market.ingest(
      new Map([
        [one.id, ticks([109, 111, 112, 108, 120])],
        [other.id, ticks([104, 105, 106, 120])],
      ]),
    );
    expect((await firings(id as string)).map(({ price }) => price)).toEqual([111, 120]);
    expect(await alert(id as string)).toMatchObject({ state: 'disarmed', fired_count: 2, lower_level: 108.9 });
    expect(await alert(move as string)).toMatchObject({ state: 'armed', fired_count: 2, reference_price: 120 });
    expect(await jobs()).toBe(before + 1);
    const job = await market.job();
    expect(job).toMatchObject({ type: 'price_alerts', requested_by: null, input: { firings: 4 }, status: 'queued' });
    expect(new Set((await firings(move as string)).map(({ job_id }) => job_id))).toEqual(new Set([job.id]));
  });

  test('an evaluation makes no job and writes nothing where no threshold is reached', async () => {
    const one = await asset();
    const [id] = await giveAlerts(market.em(), [above(one, 110)]);
    const before = [await alert(id as string), await jobs()];
    await send(one, [101, 109.99, 1]);
    expect([await alert(id as string), await jobs()]).toEqual(before);
  });

  test('an evaluation arms again, without a job, alerts whose price has gone back', async () => {
    const one = await asset(120);
    const [id] = await giveAlerts(market.em(), [above(one, 110)]);
    const before = await jobs();
    await send(one, [108.9]);
    expect([await alert(id as string), await jobs()]).toMatchObject([{ state: 'armed', upper_level: 110 }, before]);
  });

  test('an evaluation takes the first price of an asset without one', async () => {
    const one = await asset(null);
    const [id, move] = await giveAlerts(market.em(), [above(one, 110), above(one, 10, { condition: 'percent_move' })]);
    await send(one, [150]);
    expect(await firings(id as string)).toHaveLength(1);
    expect(await alert(move as string)).toMatchObject({ reference_price: 150, fired_count: 0, upper_level: 165 });
  });

  test('an evaluation reads no alert that is done or paused', async () => {
    const one = await asset();
    const [once, paused] = await giveAlerts(market.em(), [above(one, 110, { repeat: false }), above(one, 110)]);
    await market.all(sql`update price_alert set state = 'paused', upper_level = null where id = ${paused}`);
    await send(one, [111, 100, 111, 100, 111]);
    expect(await alert(once as string)).toMatchObject({ state: 'done', fired_count: 1, upper_level: null });
    expect(await firings(paused as string)).toEqual([]);
  });

  test('an evaluation fires nothing again when prices come twice, late, or out of order', async () => {
    const one = await asset();
    const [id] = await giveAlerts(market.em(), [above(one, 110)]);
    const evaluate = createAlertEvaluation({ enqueue: market.enqueue });
    const fresh = (of: Tick[]): FreshPrices[] => [
      {
        assetId: one.id,
        symbol: one.symbol,
        name: 'x',
        currency: 'USD',
        previous: { at: START, price: 100 },
        ticks: of,
      },
    ];
    const tell = (of: Tick[]) => transact(market.em(), (tx) => evaluate(tx, fresh(of)));
    const prices = ticks([111, 100, 112, 100]);
    for (const batch of [prices.toReversed(), prices, prices.slice(2), ticks([115], START + 1_500)]) await tell(batch);
    expect((await firings(id as string)).map(({ price }) => price)).toEqual([111, 112]);
    expect(await alert(id as string)).toMatchObject({ fired_count: 2 });
  });

  test('an evaluation leaves nothing behind when the transaction of its ingest fails', async () => {
    const one = await asset();
    const [id] = await giveAlerts(market.em(), [above(one, 110)]);
    const before = await jobs();
    const evaluate = createAlertEvaluation({ enqueue: market.enqueue });
    const failing = ingest(market.em(), new Map([[one.id, ticks([111])]]), async (tx, fresh) => {
      await evaluate(tx, fresh);
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect([await firings(id as string), await jobs()]).toEqual([[], before]);
    await send(one, [111]);
    expect(await firings(id as string)).toHaveLength(1);
  });

  test('an evaluation and a new alert wait for each other, so that no price falls between them', async () => {
    const one = await asset();
    const who: Principal = { kind: 'user', userId, role: 'user', sessionId: 's' };
    const evaluate = createAlertEvaluation({ enqueue: market.enqueue });
    let creating: ReturnType<typeof createAlert> | undefined;
    await ingest(market.em(), new Map([[one.id, ticks([111])]]), async (tx, fresh) => {
      const input = {
        symbol: one.symbol,
        condition: 'above',
        threshold: 110,
        rearmPercent: 1,
        repeat: true,
        note: null,
      };
      creating = createAlert(market.em(), who, input as Parameters<typeof createAlert>[2]);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await evaluate(tx, fresh);
    });
    expect(await creating).toMatchObject({ state: 'disarmed' });
  });
});

describe('however many alerts and prices there are', () => {
  const MANY = 500;
  let many: TestAsset[];
  beforeAll(async () => {
    many = await addAssets(market.em(), Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`M${i}`, 100])));
    await armAlerts(market.em(), 20_000, many as { id: number; price: number }[]);
    await market.all(sql`analyze price_alert`);
  });

  test('an evaluation takes the same few statements', async () => {
    const one = await asset();
    await giveAlerts(market.em(), [above(one, 110)]);
    const evaluate = createAlertEvaluation({ enqueue: market.enqueue });
    const counts: number[] = [];
    const listen: typeof evaluate = async (tx, fresh) => {
      counts.push((await recorder.during(() => evaluate(tx, fresh))).length);
    };
    await ingest(market.em(), new Map([[one.id, ticks([111])]]), listen);
    const wide = new Map(many.map(({ id }) => [id, ticks([101, 99, 104, 96, 100])]));
    await ingest(market.em(), wide, listen);
    expect(counts).toEqual([4, 4]);
    const { input } = await market.job();
    expect((input as { firings: number }).firings).toBeGreaterThan(500);
  });

  test('only alerts within reach are looked at, through their indexes', async () => {
    const batches = new Map(many.map(({ id }) => [id, { series: { highest: 104, lowest: 96 } }]));
    const found = await transact(market.em(), (tx) => lockReached(tx, batches, BEFORE_ALL, 10_000));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(4_000);
    const plan = await market.all<{ 'QUERY PLAN': string }>(
      sql`explain ${reachedAlerts(batches, BEFORE_ALL)} order by a.id limit 10000 for update`,
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).not.toContain('Seq Scan');
    for (const index of ['price_alert_upper_level_index', 'price_alert_lower_level_index', 'price_alert_pkey']) {
      expect(text).toContain(index);
    }
  });

  test('a hundred thousand prices that reach no alert are settled by one statement', async () => {
    const evaluate = createAlertEvaluation({ enqueue: market.enqueue });
    const fresh = many.map(
      ({ id, symbol }): FreshPrices => ({
        assetId: id,
        symbol,
        name: symbol,
        currency: 'USD',
        previous: { at: START + 60_000, price: 100 },
        ticks: ticks(
          Array.from({ length: 200 }, (_, i) => 100 + Math.sin(i / 10)),
          START + 61_000,
        ),
      }),
    );
    const statements = await transact(market.em(), (tx) => recorder.during(() => evaluate(tx, fresh)));
    expect(statements).toHaveLength(1);
  });
});
