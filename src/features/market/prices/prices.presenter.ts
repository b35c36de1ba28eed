import { instantText } from './instant.domain.ts';
import type { Candle, StoredPrice } from './prices.queries.ts';

/** Shapes a stored price for the API. */
export function presentPrice({ micros, ...prices }: StoredPrice) {
  return { at: instantText(micros), ...prices };
}

/** Shapes a candle for the API. */
export function presentCandle({ start, ...figures }: Candle) {
  return { start: start.toISOString(), ...figures };
}
