import { type RawBuilder, sql } from 'kysely';
import { invalidRequest, type Problem, problem } from '../../../platform/http/problem.ts';
import type { AssetQuote } from '../../market/market.contract.ts';
import type { Direction } from './calls.contract.ts';

const NO_PRICE = problem(409, 'no_price', 'This symbol has no price yet, so a call cannot be measured.');

/** A call as its author makes it. */
export interface NewCall {
  symbol: string;
  direction: Direction;
  horizonHours: number;
}

/** A call with what it will be measured against. */
export interface FrozenCall {
  call: NewCall;
  asset: AssetQuote;
  price: number;
  benchmark: AssetQuote | undefined;
}

/**
 * Takes the quotes of the moment for a call.
 * @param tickerIds assets of the post, one of which it must be about
 * @param benchmark symbol that it is measured against
 * @returns 409 `no_price` for an asset without a price
 */
export function freezeCall(
  call: NewCall,
  tickerIds: readonly number[],
  quotes: ReadonlyMap<string, AssetQuote>,
  benchmark: string,
): FrozenCall | Problem {
  const asset = quotes.get(call.symbol);
  if (!asset || !tickerIds.includes(asset.id)) {
    return invalidRequest([
      { field: 'body.call.symbol', code: 'not_a_ticker', message: 'Must be one of the tickers of the post' },
    ]);
  }
  if (asset.price === null || asset.price <= 0 || asset.priceAt === null) return NO_PRICE;
  return { call, asset, price: asset.price, benchmark: quotes.get(benchmark) };
}

/**
 * Stores the call, as a part of the statement that makes its post: for after `with made as (…)`, which has `id` and `created_at`.
 * The horizon is counted from publication by the database's clock, to the millisecond: so exact are the times of prices.
 */
export function insertCall(authorId: string, frozen: FrozenCall): RawBuilder<unknown> {
  const { call, asset, price, benchmark } = frozen;
  const measured = benchmark !== undefined && benchmark.price !== null && benchmark.price > 0 ? benchmark : null;
  return sql`, called as (insert into post_call (post_id, author_id, asset_id, direction, horizon_hours, price, price_at,
      benchmark_asset_id, benchmark_price, benchmark_price_at, created_at, due_at)
    select id, ${authorId}, ${asset.id}, ${call.direction}, ${call.horizonHours}, ${price}, ${asset.priceAt},
      ${measured?.id ?? null}, ${measured?.price ?? null}, ${measured?.priceAt ?? null}, created_at,
      date_trunc('milliseconds', created_at) + make_interval(hours => ${call.horizonHours})
    from made)`;
}
