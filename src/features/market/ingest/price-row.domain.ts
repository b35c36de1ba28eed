/** What a mail can carry, and far above what anything costs. */
const MAX_PRICE = 1e12;

/** One line of an ingest. A number that was not given is NaN. */
export interface PriceRow {
  symbol: string;
  /** Microseconds since 1970. */
  at: number;
  price: number;
  open: number;
  high: number;
  low: number;
  volume: number;
}

export const PRICE_FIELDS = ['symbol', 'at', 'price', 'open', 'high', 'low', 'volume'] as const;
export type PriceField = (typeof PRICE_FIELDS)[number];
/** Those that are numbers. */
export const QUANTITIES = ['price', 'open', 'high', 'low', 'volume'] as const;
export type Quantity = (typeof QUANTITIES)[number];

export function isQuantity(field: PriceField): field is Quantity {
  return field !== 'symbol' && field !== 'at';
}

/** What is wrong with a line. */
export interface Fault {
  field: string;
  /** Stable snake_case. */
  code: string;
  message: string;
}

/** Names under which a line may give a field. */
const SYNONYMS: Readonly<Record<string, PriceField>> = { date: 'at', close: 'price' };

/** The field of this name or synonym; undefined for a name that is not known. */
export function fieldNamed(name: string): PriceField | undefined {
  return PRICE_FIELDS.find((field) => field === name) ?? (Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : undefined);
}

/** A name that no one knows, as it may stand in an answer. */
export function printable(name: string): string {
  return name.slice(0, 40).replaceAll(/[^\x20-\x7e]/g, '?');
}

export const BAD_SYMBOL: Fault = {
  field: 'symbol',
  code: 'invalid_symbol',
  message: 'Must be a ticker: 1 to 15 letters, digits and . - ^ =',
};
export const BAD_INSTANT: Fault = {
  field: 'at',
  code: 'invalid_instant',
  message: 'Must be ISO 8601 with an offset, or a date',
};

export function badNumber(field: Quantity): Fault {
  return { field, code: 'invalid_number', message: 'Must be a decimal number' };
}

const isPrice = (value: number) => value > 0 && value <= MAX_PRICE;
const isPriceOrAbsent = (value: number) => Number.isNaN(value) || isPrice(value);

function priceFault(row: PriceRow): Fault | null {
  const field = (['price', 'open', 'high', 'low'] as const).find((one) => !isPriceOrAbsent(row[one]));
  if (field) return { field, code: 'out_of_range', message: `Must be above 0 and at most ${MAX_PRICE}` };
  if (row.volume < 0 || row.volume === Number.POSITIVE_INFINITY) {
    return { field: 'volume', code: 'out_of_range', message: 'Must be finite and not negative' };
  }
  return null;
}

/** Comparisons with NaN, what was not given, are false. */
function barFault({ price, open, high, low }: PriceRow): Fault | null {
  const inconsistent = (field: PriceField, message: string): Fault => ({ field, code: 'inconsistent', message });
  if (high < low) return inconsistent('high', 'Must not be below low');
  if (high < price || high < open) return inconsistent('high', 'Must not be below open and price');
  if (low > price || low > open) return inconsistent('low', 'Must not be above open and price');
  return null;
}

/**
 * Why a line cannot be stored, its symbol aside; null for a good one.
 * @param latest the time after which nothing is known yet, in microseconds since 1970
 */
export function faultOf(row: PriceRow, latest: number): Fault | null {
  if (Number.isNaN(row.at)) return { field: 'at', code: 'missing', message: 'Is required' };
  if (row.at > latest) return { field: 'at', code: 'in_the_future', message: 'Must not be more than 24 h ahead' };
  if (Number.isNaN(row.price)) return { field: 'price', code: 'missing', message: 'Is required' };
  return priceFault(row) ?? barFault(row);
}
