/** How numbers and names read in mails. English, and the same on every machine. */

const prices = new Map<string, Intl.NumberFormat>();
const percentages = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});
const changes = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const amounts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const counts = new Intl.NumberFormat('en-US');
const days = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const instants = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** Digits of a price that count: a coin of $0.0000123 and an exchange rate of 1.273 are read by them. */
const SIGNIFICANT_DIGITS = 4;
const MAX_DECIMALS = 12;

function priceFormat(currency: string, decimals: number): Intl.NumberFormat {
  const key = `${currency}:${decimals}`;
  let format = prices.get(key);
  if (!format) {
    const usual = new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions();
    const minimumFractionDigits = usual.maximumFractionDigits ?? 2;
    const maximumFractionDigits = Math.max(minimumFractionDigits, decimals);
    format = new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency,
      minimumFractionDigits,
      maximumFractionDigits,
    });
    prices.set(key, format);
  }
  return format;
}

/** Decimals that show {@link SIGNIFICANT_DIGITS} of a number. */
function decimalsOf(value: number): number {
  if (value === 0) return 0;
  return Math.min(MAX_DECIMALS, Math.max(0, SIGNIFICANT_DIGITS - 1 - Math.floor(Math.log10(Math.abs(value)))));
}

/**
 * A price with the decimals of its currency, or more: at least 4 digits that count.
 * @param currency ISO 4217
 * @param beside a price shown with it; there are as many decimals as tell the two apart
 */
export function formatPrice(value: number, currency: string, beside: number = value): string {
  const shown = (price: number, decimals: number) => priceFormat(currency, decimals).format(price);
  let decimals = decimalsOf(value);
  while (beside !== value && decimals < MAX_DECIMALS && shown(value, decimals) === shown(beside, decimals))
    decimals += 1;
  return shown(value, decimals);
}

/** With its sign, and a minus that is as wide as the plus. */
export function formatPercent(value: number): string {
  return `${percentages.format(value).replace('-', '−')}%`;
}

/** The change of a count, which has no use for more than one decimal. */
export function formatChange(value: number): string {
  return `${changes.format(value).replace('-', '−')}%`;
}

export function formatCount(value: number, one: string, many: string): string {
  return `${counts.format(value)} ${value === 1 ? one : many}`;
}

export const UNITS = ['count', 'percent', 'milliseconds', 'seconds', 'bytes', 'per_minute'] as const;
export type Unit = (typeof UNITS)[number];

/** `12.5%`, `1,204`, `850 ms`, `30 s`, `4.2 MB`, `12 / min`. */
export function formatAmount(value: number, unit: Unit): string {
  if (unit === 'bytes') return formatBytes(value);
  const figure = amounts.format(value).replace('-', '−');
  return `${figure}${{ count: '', percent: '%', milliseconds: ' ms', seconds: ' s', per_minute: ' / min' }[unit]}`;
}

const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** In powers of 1,000, as `kB` and `MB` mean; three digits are enough. */
function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 'bytes';
  for (const next of BYTE_UNITS) {
    // What would be shown as 1,000 is one of the next unit.
    if (Math.abs(value) < (unit === 'bytes' ? 1_000 : 999.5)) break;
    value /= 1_000;
    unit = next;
  }
  const text = Math.abs(value) < 100 && unit !== 'bytes' ? Number(value.toFixed(1)) : Math.round(value);
  return `${amounts.format(text).replace('-', '−')} ${unit === 'bytes' && text === 1 ? 'byte' : unit}`;
}

/** @param day `YYYY-MM-DD` */
export function formatDay(day: string): string {
  return days.format(new Date(`${day}T00:00:00Z`));
}

/** @param instant ISO 8601 */
export function formatInstant(instant: string): string {
  return `${instants.format(new Date(instant))} UTC`;
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Cuts at a character that people see as one, and says so by an ellipsis. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  let count = 0;
  let cut = 0;
  // No further than to the first character too many, however long the text is.
  for (const { index } of characters.segment(text)) {
    if (count === max - 1) cut = index;
    if (count === max) return `${text.slice(0, cut).trimEnd()}…`;
    count += 1;
  }
  return text;
}

/** What a price alert waits for. */
export interface AlertCondition {
  condition: 'above' | 'below' | 'percent_move';
  /** A price, or percent for `percent_move`. */
  threshold: number;
  /** The price that met it, where it is known. */
  price?: number;
  /** ISO 4217. */
  currency: string;
}

/** What an alert saw happen, to stand behind the name of the asset: `is above $220.00`. */
export function formatAlert({ condition, threshold, price, currency }: AlertCondition): string {
  if (condition === 'percent_move') return `moved by more than ${formatPercent(threshold).replace('+', '')}`;
  return `is ${condition} ${formatPrice(threshold, currency, price)}`;
}

/** A scheme; `www.`; a name with a domain; an address of numbers, also in hex or in brackets; a mailbox. */
const LINK_LIKE =
  /:\/\/|www\.|[\p{L}\p{N}]\.[\p{L}\p{N}-]*\p{L}[\p{L}\p{N}-]+|xn--|\d{1,3}(\.\d{1,3}){3}|0x[\da-f]{6,}|\[[\da-f:.]*:[\da-f:.]*\]|[^\s@]@[^\s@]/iu;
/** What shows nothing and would hide a dot from the search for links: formats, marks that enclose, fillers. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|[\p{Cf}\p{Me}\u2800]/gu;
/** Dots of other scripts that browsers take for dots (UTS 46), and those that look like one. */
const DOTS = /[\u3002\uff0e\uff61\u2024\u06d4\u0701\u0702\ua60e\u2027\u00b7\u30fb\uff65]/gu;

/** Whether mail clients or readers take it for a link, in any script: it would advertise something in a mail that we sign. */
export function looksLikeLink(text: string): boolean {
  const plain = text.replace(INVISIBLE, '').replace(DOTS, '.').normalize('NFKC').replace(INVISIBLE, '');
  return LINK_LIKE.test(plain) || LINK_LIKE.test(plain.replace(/\s+\.\s*/g, '.'));
}

/** Whether mails call a person by this name. */
export function isGreeted(displayName: string): boolean {
  return displayName !== '' && !looksLikeLink(displayName);
}

export function greeting(displayName: string): string {
  return isGreeted(displayName) ? `Hello ${displayName},` : 'Hello,';
}
