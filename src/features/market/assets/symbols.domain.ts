/** How an asset is called, as in a mail about it: `NVDA`, `BRK.B`, `BTC-USD`. People may write it in lower case. */
export const SYMBOL = /^[A-Za-z0-9][A-Za-z0-9.\-^=]{0,14}$/;

/** The symbol in upper case, as it is stored; null for a text that is none. */
export function toSymbol(text: string): string | null {
  return SYMBOL.test(text) ? text.toUpperCase() : null;
}
