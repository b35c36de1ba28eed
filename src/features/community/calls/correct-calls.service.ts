import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { beginRun, reportProgress, succeedRun } from '../../../platform/jobs/fence.ts';
import type { JobFence } from '../../../platform/jobs/jobs.contract.ts';
import { recordDeeds } from '../../audit/audit.service.ts';
import type { Tick } from '../../market/market.contract.ts';
import { firstPrices, lastPrices } from '../../market/prices/price-lookup.reads.ts';
import type { Direction } from './calls.contract.ts';
import { type CallFigures, correctedFigures, differs, type PriceAt } from './corrections.domain.ts';

/** Calls computed again in one transaction: some tens of milliseconds, and little to repeat after a crash. */
const PAGE = 500;

interface MarkedCall extends CallFigures {
  id: string;
  assetId: number;
  benchmarkAssetId: number | null;
  direction: Direction;
  dueAt: Date;
}

/** A call with what it is now, and what it was. */
interface Correction {
  call: MarkedCall;
  figures: CallFigures;
}

/** Takes the job for this run. @returns how many calls are marked; null when the job is not this run's */
export async function beginCorrecting(em: Em, fence: JobFence, attempt: number): Promise<number | null> {
  const found = await row<{ marked: number }>(
    em,
    sql`with run as (${beginRun(fence, attempt)})
        select (select count(*)::int from post_call where correction_due) as marked from run`,
  );
  return found?.marked ?? null;
}

/** Locked before their prices are read: who corrects one of these meanwhile marks the call again, after this page. */
async function lockMarked(tx: Em, limit: number): Promise<MarkedCall[]> {
  return await rows(
    tx,
    sql`select post_id as id, asset_id as "assetId", benchmark_asset_id as "benchmarkAssetId", direction, due_at as "dueAt", price,
          price_at as "priceAt", benchmark_price as "benchmarkPrice", benchmark_price_at as "benchmarkPriceAt", status, close,
          close_at as "closeAt", change_percent as "changePercent", "right", benchmark_close as "benchmarkClose",
          benchmark_close_at as "benchmarkCloseAt", benchmark_change_percent as "benchmarkChangePercent"
        from post_call where correction_due order by post_id limit ${limit} for update`,
  );
}

const priceAt = (tick: Tick | null | undefined): PriceAt | null =>
  tick ? { price: tick.price, at: new Date(tick.at) } : null;

/** Compares calls with the prices that are stored now. @returns those that are something else now */
async function compare(tx: Em, calls: readonly MarkedCall[]): Promise<Correction[]> {
  const measured = calls.filter(({ benchmarkAssetId }) => benchmarkAssetId !== null);
  const benchmarkOf = ({ benchmarkAssetId }: MarkedCall) => benchmarkAssetId as number;
  const entries = await lastPrices(
    tx,
    calls.map(({ assetId, priceAt: until }) => ({ assetId, until })),
  );
  const exits = await firstPrices(
    tx,
    calls.map(({ assetId, dueAt: from }) => ({ assetId, from })),
  );
  const benchmarkEntries = await lastPrices(
    tx,
    measured.map((call) => ({ assetId: benchmarkOf(call), until: call.benchmarkPriceAt ?? call.priceAt })),
  );
  const benchmarkExits = await firstPrices(
    tx,
    measured.map((call) => ({ assetId: benchmarkOf(call), from: call.dueAt })),
  );
  const placeOf = new Map(measured.map((call, place) => [call, place]));
  return calls.flatMap((call, index) => {
    const place = placeOf.get(call) ?? -1;
    const figures = correctedFigures(call, {
      entry: priceAt(entries[index]),
      exit: priceAt(exits[index]),
      benchmarkEntry: priceAt(benchmarkEntries[place]),
      benchmarkExit: priceAt(benchmarkExits[place]),
    });
    const { id: _i, assetId: _a, benchmarkAssetId: _b, direction: _d, dueAt: _t, ...was } = call;
    return differs(figures, was) ? [{ call, figures }] : [];
  });
}

async function write(tx: Em, corrections: readonly Correction[]): Promise<void> {
  const of = <Name extends keyof CallFigures>(name: Name) => corrections.map(({ figures }) => figures[name]);
  await run(
    tx,
    sql`update post_call c set price = n.price, price_at = n.price_at, benchmark_price = n.benchmark_price,
          benchmark_price_at = n.benchmark_price_at, status = n.status, close = n.close, close_at = n.close_at,
          change_percent = n.change_percent, "right" = n.was_right, benchmark_close = n.benchmark_close,
          benchmark_close_at = n.benchmark_close_at, benchmark_change_percent = n.benchmark_change_percent,
          resolved_at = case when n.status = 'resolved' then c.resolved_at end, corrected_at = now()
        from unnest(${corrections.map(({ call }) => call.id)}::uuid[], ${of('price')}::float8[], ${of('priceAt')}::timestamptz[],
            ${of('benchmarkPrice')}::float8[], ${of('benchmarkPriceAt')}::timestamptz[], ${of('status')}::text[],
            ${of('close')}::float8[], ${of('closeAt')}::timestamptz[], ${of('changePercent')}::float8[], ${of('right')}::boolean[],
            ${of('benchmarkClose')}::float8[], ${of('benchmarkCloseAt')}::timestamptz[], ${of('benchmarkChangePercent')}::float8[])
          as n (id, price, price_at, benchmark_price, benchmark_price_at, status, close, close_at, change_percent, was_right,
            benchmark_close, benchmark_close_at, benchmark_change_percent)
        where c.post_id = n.id`,
  );
}

/** Of a call, the figures that people see: `was` before, `is` now. */
function detailsOf({ call, figures }: Correction, jobId: string) {
  return {
    jobId,
    wasStatus: call.status,
    isStatus: figures.status,
    wasPrice: call.price,
    isPrice: figures.price,
    wasChangePercent: call.changePercent,
    isChangePercent: figures.changePercent,
    wasRight: call.right,
    isRight: figures.right,
    wasBenchmarkChangePercent: call.benchmarkChangePercent,
    isBenchmarkChangePercent: figures.benchmarkChangePercent,
  };
}

export interface CorrectionProgress {
  fence: JobFence;
  /** Calls looked at before. */
  done: number;
  /** Calls that were marked when the run began. */
  total: number;
}

/**
 * Computes the next page of marked calls again, with an entry in the audit trail for each that changed, and ends the job with the last
 * page: all of it or nothing, so a call changes once whenever the worker is killed.
 * @returns how many calls it looked at, and whether there may be more; null when the job is no longer this run's
 */
export async function correctPage(
  tx: Em,
  { fence, done, total }: CorrectionProgress,
  limit = PAGE,
): Promise<{ looked: number; more: boolean } | null> {
  const calls = await lockMarked(tx, limit);
  const looked = calls.length;
  if (!(await reportProgress(tx, fence, { done: done + looked, total: Math.max(total, done + looked) }))) return null;
  const corrections = await compare(tx, calls);
  if (corrections.length > 0) {
    await write(tx, corrections);
    await recordDeeds(
      tx,
      'call.corrected',
      corrections.map((one) => ({ targetId: one.call.id, details: detailsOf(one, fence.jobId) })),
    );
  }
  const ids = calls.map(({ id }) => id);
  await run(tx, sql`update post_call set correction_due = false where post_id = any(${ids}::uuid[])`);
  const more = looked === limit;
  if (!more) await row(tx, succeedRun(fence, { calls: done + looked }));
  return { looked, more };
}
