import { sql } from 'kysely';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import { recordEvents } from '../../events/record-event.service.ts';
import type { OnFreshPrices } from '../../market/assets/quotes.reads.ts';
import type { FreshPrices, Tick } from '../../market/market.contract.ts';
import { firstPrices } from '../../market/prices/price-lookup.reads.ts';
import type { NewNotification } from '../../notifications/notifications.contract.ts';
import type { Notify } from '../../notifications/notify.service.ts';
import type { Direction } from './calls.contract.ts';
import { changePercent, wasRight } from './calls.domain.ts';

/** Calls that are locked, written and told of at a time, so that no statement grows with how many end at once. */
const PAGE = 2_000;
/** Less than any id. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

interface DueCall {
  post_id: string;
  author_id: string;
  asset_id: number;
  direction: Direction;
  price: number;
  due_at: Date;
  benchmark_asset_id: number | null;
  benchmark_price: number | null;
}

/** A call with the price that ends it. */
interface Ended extends DueCall {
  close: Tick;
  change: number;
  right: boolean;
}

const DUE_COLUMNS = sql`call.post_id, call.author_id, call.asset_id, call.direction, call.price, call.due_at,
  call.benchmark_asset_id, call.benchmark_price`;

/** The latest instant of each asset, as a table `fresh (asset_id, last_at)`. */
function freshTable(fresh: readonly FreshPrices[]) {
  const ids = fresh.map(({ assetId }) => assetId);
  const lasts = fresh.map(({ ticks }) => new Date((ticks.at(-1) as Tick).at));
  return sql`unnest(${ids}::int[], ${lasts}::timestamptz[]) as fresh (asset_id, last_at)`;
}

/** The next page of open calls whose horizon a fresh price has reached, locked in one order for all. */
async function dueCalls(tx: Em, fresh: readonly FreshPrices[], after: string): Promise<DueCall[]> {
  return await rows(
    tx,
    sql`select ${DUE_COLUMNS} from ${freshTable(fresh)} join post_call call on call.asset_id = fresh.asset_id
        where call.status = 'open' and call.due_at <= fresh.last_at and call.post_id > ${after}::uuid
        order by call.post_id limit ${PAGE} for update of call`,
  );
}

function ended(due: readonly DueCall[], closes: readonly (Tick | null)[]): Ended[] {
  return due.flatMap((call, index) => {
    const close = closes[index];
    if (!close) return [];
    const change = changePercent(call.price, close.price);
    return [{ ...call, close, change, right: wasRight(call.direction, call.price, close.price) }];
  });
}

/** Writes the outcomes of calls that are still open. @returns ids of those */
async function writeOutcomes(tx: Em, calls: readonly Ended[]): Promise<Set<string>> {
  const written = await rows<{ post_id: string }>(
    tx,
    sql`update post_call call set status = 'resolved', resolved_at = now(), close = outcome.close, close_at = outcome.close_at,
          change_percent = outcome.change_percent, "right" = outcome.was_right
        from unnest(${calls.map((call) => call.post_id)}::uuid[], ${calls.map((call) => call.close.price)}::float8[],
            ${calls.map((call) => new Date(call.close.at))}::timestamptz[], ${calls.map((call) => call.change)}::float8[],
            ${calls.map((call) => call.right)}::boolean[])
          as outcome (post_id, close, close_at, change_percent, was_right)
        where call.post_id = outcome.post_id and call.status = 'open' returning call.post_id`,
  );
  return new Set(written.map((call) => call.post_id));
}

/** Fills in the benchmark's price at the horizon where it is known by now. */
async function writeBenchmarks(tx: Em, calls: readonly DueCall[]): Promise<void> {
  const measured = calls.flatMap((call) =>
    call.benchmark_asset_id === null || call.benchmark_price === null
      ? []
      : [{ ...call, assetId: call.benchmark_asset_id, from: call.due_at, price: call.benchmark_price }],
  );
  const closes = await firstPrices(tx, measured);
  const known = measured.flatMap((call, index) => {
    const close = closes[index];
    return close ? [{ id: call.post_id, close, change: changePercent(call.price, close.price) }] : [];
  });
  if (known.length === 0) return;
  await run(
    tx,
    sql`update post_call call set benchmark_close = outcome.close, benchmark_close_at = outcome.close_at,
          benchmark_change_percent = outcome.change_percent
        from unnest(${known.map(({ id }) => id)}::uuid[], ${known.map(({ close }) => close.price)}::float8[],
            ${known.map(({ close }) => new Date(close.at))}::timestamptz[], ${known.map(({ change }) => change)}::float8[])
          as outcome (post_id, close, close_at, change_percent)
        where call.post_id = outcome.post_id and call.benchmark_close is null`,
  );
}

/** Resolved calls that wait for the price of a benchmark which is fresh now: it came later than the asset's. */
async function callsWithoutBenchmark(tx: Em, fresh: readonly FreshPrices[], after: string): Promise<DueCall[]> {
  return await rows(
    tx,
    sql`select ${DUE_COLUMNS} from ${freshTable(fresh)} join post_call call on call.benchmark_asset_id = fresh.asset_id
        where call.status = 'resolved' and call.benchmark_close is null and call.benchmark_asset_id is not null
          and call.due_at <= fresh.last_at and call.post_id > ${after}::uuid
        order by call.post_id limit ${PAGE} for update of call`,
  );
}

function news(call: Ended, symbol: string): NewNotification {
  const { post_id: postId, direction, change, right } = call;
  return {
    kind: 'call_resolved',
    userId: call.author_id,
    actorId: null,
    onceKey: `call_resolved:${postId}`,
    data: { postId, symbol, direction, changePercent: change, right },
  };
}

/** Works through all pages of calls in order of their posts. */
async function eachPage(find: (after: string) => Promise<DueCall[]>, work: (page: DueCall[]) => Promise<void>) {
  let after = BEFORE_ALL;
  for (;;) {
    const page = await find(after);
    if (page.length > 0) await work(page);
    if (page.length < PAGE) return;
    after = (page.at(-1) as DueCall).post_id;
  }
}

/**
 * Resolves calls in the transaction that brings the prices: each once, by the first price at or after its horizon, a handful of
 * statements for each 2,000 calls.
 */
export function createCallResolution({ notify }: { notify: Notify }): OnFreshPrices {
  async function resolve(tx: Em, due: readonly DueCall[], symbols: ReadonlyMap<number, string>): Promise<void> {
    const wanted = due.map((call) => ({ assetId: call.asset_id, from: call.due_at }));
    const candidates = ended(due, await firstPrices(tx, wanted));
    if (candidates.length === 0) return;
    const written = await writeOutcomes(tx, candidates);
    const resolved = candidates.filter((call) => written.has(call.post_id));
    await recordEvents(
      tx,
      resolved.map(({ post_id: postId, author_id: userId, asset_id: assetId, change, right }) => ({
        name: 'call.resolved',
        userId,
        properties: { postId, assetId, changePercent: change, right },
      })),
    );
    await notify(
      tx,
      resolved.map((call) => news(call, symbols.get(call.asset_id) as string)),
    );
    await writeBenchmarks(tx, resolved);
  }

  return async (tx, fresh) => {
    if (fresh.length === 0) return;
    const symbols = new Map(fresh.map(({ assetId, symbol }) => [assetId, symbol]));
    await eachPage(
      (after) => dueCalls(tx, fresh, after),
      (page) => resolve(tx, page, symbols),
    );
    await eachPage(
      (after) => callsWithoutBenchmark(tx, fresh, after),
      (page) => writeBenchmarks(tx, page),
    );
  };
}
