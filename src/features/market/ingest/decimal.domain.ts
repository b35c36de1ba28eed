const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/;
/** Any integer of so many digits is a double, and so is any of these powers: their quotient is the nearest double. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, exponent) => 10 ** exponent);
const [ZERO, DOT] = [0x30, 0x2e];

/**
 * Reads `text[from…end)` as a decimal number: exactly the double that `Number` gives. One pass without an allocation for what
 * prices look like.
 * @returns NaN for anything else, `Infinity` for a number too large
 */
export function parseDecimal(text: string, from: number, end: number): number {
  let value = 0;
  let point = -1;
  for (let index = from; index < end; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (digit === DOT - ZERO && point === -1) point = index;
    else return parseSlowly(text, from, end);
  }
  const length = end - from;
  const decimals = point === -1 ? 0 : end - point - 1;
  const bareOrOpen = length === 0 || point === from || point === end - 1;
  if (bareOrOpen || length > EXACT_DIGITS) return parseSlowly(text, from, end);
  return decimals === 0 ? value : value / (POWERS[decimals] as number);
}

function parseSlowly(text: string, from: number, end: number): number {
  const part = text.slice(from, end);
  return DECIMAL.test(part) ? Number(part) : Number.NaN;
}
