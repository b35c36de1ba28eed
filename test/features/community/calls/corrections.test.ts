import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { refreshCredibility } from '../../../../src/features/analytics/credibility/credibility.service.ts';
import type { CallView } from '../../../../src/features/community/calls/calls.schema.ts';
import { beginCorrecting, correctPage } from '../../../../src/features/community/calls/correct-calls.service.ts';
import { row, rows, run } from '../../../../src/platform/db/sql.ts';
import { transact } from '../../../../src/platform/db/transaction.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from '../../../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../../../support/database.ts';
import { ask } from '../../../support/http.ts';

/** Calls whose prices turn out to be wrong after they have ended. */

let database: TestDatabase;
let api: ComposedApi;
let url: string;
let admin: ComposedPerson;
let user: ComposedPerson;
let symbol = '';
let index = '';
let round = 0;
beforeAll(async () => {
  database = await createDatabase();
  api = composedApi(database.url);
  ({ url } = await api.app.listen());
  admin = await personOf(api.em(), url, 'admin', 'admin');
  user = await personOf(api.em(), url, 'user', 'user');
});
afterAll(async () => {
  await api.close();
  await database.drop();
});
beforeEach(async () => {
  round += 1;
  [symbol, index] = [`CC${round}`, `CI${round}`];
  for (const name of [symbol, index]) {
    await call('POST', '/api/market/assets', { symbol: name, name, kind: 'stock', currency: 'USD' });
  }
  await ingest(symbol, [-10, 100]);
  await ingest(index, [-10, 1_000]);
});

const call = (method: string, path: string, body?: unknown, token = admin.token) =>
  ask(method, `${url}${path}`, { token, body });
const START = Math.floor(Date.now() / 1_000) * 1_000;
const at = (hours: number) => new Date(START + hours * 3_600_000).toISOString();

async function ingest(of: string, ...prices: (readonly [hours: number, price: number])[]): Promise<void> {
  const body = prices.map(([hours, price]) => ({ symbol: of, at: at(hours), price }));
  expect((await call('POST', '/api/market/prices', body)).status).toBe(200);
}
const remove = (of: string, from: number, to: number) =>
  call('DELETE', `/api/market/${of}/prices?from=${at(from)}&to=${at(to)}`);

/** A call that was made nine hours ago, and is due five hours ago. */
async function made(direction: 'up' | 'down' = 'up'): Promise<string> {
  const body = { body: `$${symbol}`, sentiment: 'bullish', call: { symbol, direction, horizonHours: 4 } };
  const post = await call('POST', '/api/posts', body, user.token);
  expect(post.status).toBe(201);
  await run(
    api.em(),
    sql`update post_call set created_at = ${at(-9)}, due_at = ${at(-5)}, benchmark_asset_id = asset.id, benchmark_price = 1000,
          benchmark_price_at = ${at(-10)} from asset where asset.symbol = ${index} and post_id = ${String(post.body.id)}`,
  );
  return String(post.body.id);
}
const figuresOf = async (id: string) => (await call('GET', `/api/posts/${id}`)).body.call as CallView;
const outcomeOf = async (id: string) => {
  const { status, outcome } = await figuresOf(id);
  return [status, outcome?.close ?? null, outcome?.right ?? null, outcome?.benchmarkChangePercent ?? null];
};
interface Entry {
  target: { type: string; id: string };
  actor: object | null;
  details: Record<string, unknown>;
}
const entries = async (id: string) =>
  ((await call('GET', '/api/audit?deed=call.corrected&limit=100')).body.data as Entry[]).filter(
    ({ target }) => target.id === id,
  );
const waiting = () =>
  rows<{ id: string; generation: number }>(
    api.em(),
    sql`select id, generation from job where type = 'call_correction' and status = 'queued' order by id`,
  );

/** Does the work of the oldest job that waits. @param killed after so many pages, each of one call */
async function correct(killed = Infinity): Promise<number> {
  const [job] = await waiting();
  if (!job) throw new Error('no job waits');
  const fence = { jobId: job.id, generation: job.generation, chainId: 'chain' };
  let looked = 0;
  const total = (await beginCorrecting(api.em(), fence, 1)) ?? 0;
  for (let pages = 0; pages < killed; pages += 1) {
    const page = await transact(api.em(), (tx) => correctPage(tx, { fence, done: looked, total }, 1));
    looked += page?.looked ?? 0;
    if (!page?.more) return looked;
  }
  await run(api.em(), sql`update job set status = 'queued' where id = ${job.id}`);
  return looked;
}

describe('a corrected price', () => {
  test('a corrected price changes the outcome of a call that ended by it, once, with an entry in the audit trail', async () => {
    const id = await made();
    await ingest(index, [-5, 1_010]);
    await ingest(symbol, [-4.5, 110]);
    expect(await outcomeOf(id)).toEqual(['resolved', 110, true, expect.closeTo(1, 9)]);
    const { outcome } = await figuresOf(id);
    await ingest(symbol, [-4.5, 90]);
    expect(await waiting()).toHaveLength(1);
    expect(await correct()).toBe(1);
    expect(await outcomeOf(id)).toEqual(['resolved', 90, false, expect.closeTo(1, 9)]);
    const corrected = await figuresOf(id);
    expect(corrected.outcome?.changePercent).toBeCloseTo(-10, 9);
    expect(corrected.outcome?.resolvedAt).toBe(outcome?.resolvedAt);
    expect(typeof corrected.correctedAt).toBe('string');
    const [entry, ...others] = await entries(id);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ actor: null, details: { wasRight: true, isRight: false, isStatus: 'resolved' } });
    // The same price again is no correction; a second job finds nothing to do.
    await ingest(symbol, [-4.5, 90]);
    expect(await waiting()).toEqual([]);
    expect(await figuresOf(id)).toEqual(corrected);
  });

  test('a corrected price changes the frozen price of a call, and that of its benchmark', async () => {
    const id = await made();
    await ingest(index, [-5, 1_100]);
    await ingest(symbol, [-4.5, 110]);
    await ingest(symbol, [-10, 200]);
    await ingest(index, [-10, 2_000]);
    expect(await correct()).toBe(1);
    expect(await correct()).toBe(0);
    expect(await outcomeOf(id)).toEqual(['resolved', 110, false, expect.closeTo(-45, 9)]);
    expect((await figuresOf(id)).price).toBe(200);
    expect(await entries(id)).toHaveLength(1);
  });

  test('a corrected price that changes nothing of a call leaves it as it is', async () => {
    const id = await made();
    await ingest(symbol, [-4.5, 110]);
    await ingest(symbol, [-4.5, 120]);
    await ingest(symbol, [-4.5, 110]);
    const before = await figuresOf(id);
    await correct();
    expect(await figuresOf(id)).toEqual(before);
    expect(await entries(id)).toEqual([]);
  });

  test('a corrected price makes the credibility of the author stale', async () => {
    await made();
    await ingest(symbol, [-4.5, 110]);
    await refreshCredibility(api.em);
    const computedAt = () =>
      row<{ computed_at: Date }>(api.em(), sql`select computed_at from credibility where user_id = ${user.id}`);
    const before = await computedAt();
    await refreshCredibility(api.em);
    expect(await computedAt()).toEqual(before);
    await ingest(symbol, [-4.5, 90]);
    await correct();
    await refreshCredibility(api.em);
    expect(await computedAt()).not.toEqual(before);
  });
});

describe('a deleted price', () => {
  test('a deleted price lets the next one end the call', async () => {
    const id = await made();
    await ingest(symbol, [-4.5, 110], [-4, 95]);
    expect((await remove(symbol, -4.6, -4.4)).body.deleted).toBe(1);
    await correct();
    expect(await outcomeOf(id)).toEqual(['resolved', 95, false, null]);
  });

  test('a deleted price opens the call again when it was the only one, until a price comes', async () => {
    const id = await made();
    await ingest(symbol, [-4.5, 110]);
    await remove(symbol, -4.6, -4.4);
    await correct();
    expect(await outcomeOf(id)).toEqual(['open', null, null, null]);
    const [entry] = await entries(id);
    expect(entry?.details).toMatchObject({ wasStatus: 'resolved', isStatus: 'open' });
    await ingest(symbol, [-3, 130]);
    expect(await outcomeOf(id)).toEqual(['resolved', 130, true, null]);
  });

  test('a deleted price leaves a call at its frozen price when there is no earlier one', async () => {
    const id = await made();
    await ingest(symbol, [-4.5, 110]);
    await remove(symbol, -11, -9);
    await correct();
    expect((await figuresOf(id)).price).toBe(100);
    expect(await outcomeOf(id)).toEqual(['resolved', 110, true, null]);
  });
});

describe('the job', () => {
  test('the job goes on with the calls that are left when its worker was killed between two pages', async () => {
    const ids = [await made(), await made(), await made('down')];
    await ingest(symbol, [-4.5, 110]);
    await ingest(symbol, [-4.5, 90]);
    expect(await correct(1)).toBe(1);
    expect((await Promise.all(ids.map(outcomeOf))).filter(([, close]) => close === 90)).toHaveLength(1);
    expect(await correct()).toBe(2);
    expect((await Promise.all(ids.map(outcomeOf))).map(([, close, right]) => [close, right])).toEqual([
      [90, false],
      [90, false],
      [90, true],
    ]);
    for (const id of ids) expect(await entries(id)).toHaveLength(1);
  });

  test('the job writes nothing once another run has taken over', async () => {
    const id = await made();
    await ingest(symbol, [-4.5, 110]);
    await ingest(symbol, [-4.5, 90]);
    const [job] = await waiting();
    const fence = { jobId: job?.id ?? '', generation: (job?.generation ?? 0) + 1, chainId: 'chain' };
    expect(await beginCorrecting(api.em(), fence, 1)).toBeNull();
    expect(await transact(api.em(), (tx) => correctPage(tx, { fence, done: 0, total: 1 }))).toBeNull();
    expect((await outcomeOf(id))[1]).toBe(110);
    await correct();
    expect((await outcomeOf(id))[1]).toBe(90);
  });
});
