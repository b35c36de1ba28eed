import type { Em } from '../../../platform/db/sql.ts';
import { findQuotesById } from '../../market/assets/quotes.reads.ts';
import type { AssetQuote } from '../../market/market.contract.ts';
import { type CallRow, callOf, type ListedCallRow } from './calls.queries.ts';
import type { CallView, ListedCall } from './calls.schema.ts';

/** Gives the symbol of an asset. Assets are never deleted, so there always is one. */
export type SymbolOf = (assetId: number) => string;

/** Looks symbols up among quotes. @throws Error for an asset that is not among them */
export function symbolsIn(quotes: ReadonlyMap<number, AssetQuote>): SymbolOf {
  return (assetId) => {
    const quote = quotes.get(assetId);
    if (!quote) throw new Error(`There is no asset ${assetId}`);
    return quote.symbol;
  };
}

/** The assets whose symbols {@link presentCall} will ask for. */
export function assetsOf(call: CallRow): number[] {
  return call.benchmark_asset_id === null ? [call.asset_id] : [call.asset_id, call.benchmark_asset_id];
}

function benchmarkOf(call: CallRow, symbolOf: SymbolOf): CallView['benchmark'] {
  const { benchmark_asset_id: id, benchmark_price: price, benchmark_price_at: at } = call;
  return id === null || price === null || at === null
    ? null
    : { symbol: symbolOf(id), price, priceAt: at.toISOString() };
}

function outcomeOf(call: CallRow): CallView['outcome'] {
  const { close, close_at, change_percent, right, resolved_at, benchmark_change_percent } = call;
  if (close === null || close_at === null || change_percent === null || right === null || resolved_at === null) {
    return null;
  }
  return {
    close,
    closeAt: close_at.toISOString(),
    changePercent: change_percent,
    right,
    benchmarkChangePercent: benchmark_change_percent,
    resolvedAt: resolved_at.toISOString(),
  };
}

export function presentCall(call: CallRow, symbolOf: SymbolOf): CallView {
  return {
    symbol: symbolOf(call.asset_id),
    direction: call.direction,
    horizonHours: call.horizon_hours,
    price: call.price,
    priceAt: call.price_at.toISOString(),
    benchmark: benchmarkOf(call, symbolOf),
    dueAt: call.due_at.toISOString(),
    status: call.status,
    outcome: outcomeOf(call),
    priceChangedAt: call.price_changed_at?.toISOString() ?? null,
    correctedAt: call.corrected_at?.toISOString() ?? null,
  };
}

/** Shapes calls beside their posts, with the symbols of their assets in one query. */
export async function presentListedCalls(em: Em, listed: readonly ListedCallRow[]): Promise<ListedCall[]> {
  const found = listed.flatMap(({ post_id: postId, body, ...columns }) => {
    const call = callOf(columns);
    return call ? [{ postId, body, call }] : [];
  });
  const symbolOf = symbolsIn(await findQuotesById(em, [...new Set(found.flatMap(({ call }) => assetsOf(call)))]));
  return found.map(({ postId, body, call }) => ({
    postId,
    body,
    publishedAt: call.created_at.toISOString(),
    call: presentCall(call, symbolOf),
  }));
}
