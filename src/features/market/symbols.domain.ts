/** How an asset is called, as in a mail about it: `NVDA`, `BRK.B`, `BTC-USD`. */
export const SYMBOL = /^[A-Z0-9][A-Z0-9.\-^=]{0,14}$/;

/** The symbol in upper case, as it is stored; null for a text that is none. */
export function toSymbol(text: string): string | null {
  const symbol = text.toUpperCase();
  return SYMBOL.test(symbol) ? symbol : null;
}
