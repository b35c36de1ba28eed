/** How numbers and names read in mails. English, and the same on every machine. */

const prices = new Map<string, Intl.NumberFormat>();
const percentages = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});
const counts = new Intl.NumberFormat('en-US');
const days = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const instants = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** @param currency ISO 4217 */
export function formatPrice(value: number, currency: string): string {
  let format = prices.get(currency);
  if (!format) {
    format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
    prices.set(currency, format);
  }
  return format.format(value);
}

/** With its sign, and a minus that is as wide as the plus. */
export function formatPercent(value: number): string {
  return `${percentages.format(value).replace('-', '−')}%`;
}

export function formatCount(value: number, one: string, many: string): string {
  return `${counts.format(value)} ${value === 1 ? one : many}`;
}

/** @param day `YYYY-MM-DD` */
export function formatDay(day: string): string {
  return days.format(new Date(`${day}T00:00:00Z`));
}

/** @param instant ISO 8601 */
export function formatInstant(instant: string): string {
  return `${instants.format(new Date(instant))} UTC`;
}

/** Cuts at a character that people see as one, and says so by an ellipsis. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)];
  if (characters.length <= max) return text;
  return `${characters
    .slice(0, max - 1)
    .map((part) => part.segment)
    .join('')
    .trimEnd()}…`;
}

/** What a price alert waits for. */
export interface AlertCondition {
  condition: 'above' | 'below' | 'percent_move';
  /** A price, or percent for `percent_move`. */
  threshold: number;
  /** ISO 4217. */
  currency: string;
}

/** What an alert saw happen, to stand behind the name of the asset: `is above $220.00`. */
export function formatAlert({ condition, threshold, currency }: AlertCondition): string {
  if (condition === 'percent_move') return `moved by more than ${formatPercent(threshold).replace('+', '')}`;
  return `is ${condition} ${formatPrice(threshold, currency)}`;
}

const LINK_LIKE = /:\/\/|www\.|[\p{L}\p{N}]\.[\p{L}]{2,}/iu;

/** Whether mail clients turn it into a link, which would let a text advertise something in a mail that we sign. */
export function looksLikeLink(text: string): boolean {
  return LINK_LIKE.test(text);
}

/** Whether mails call a person by this name. */
export function isGreeted(displayName: string): boolean {
  return displayName !== '' && !looksLikeLink(displayName);
}

export function greeting(displayName: string): string {
  return isGreeted(displayName) ? `Hello ${displayName},` : 'Hello,';
}
