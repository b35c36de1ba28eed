/**
 * The one grammar of symbols: `NVDA`, `BRK.B`, `BTC-USD`, `ES=F`, `7203.T`, and indexes such as `^GSPC`. People may write
 * them in lower case.
 */
const SYMBOL_TEXT = '[A-Za-z0-9^][A-Za-z0-9.\\-^=]{0,14}';
export const SYMBOL = new RegExp(`^${SYMBOL_TEXT}$`);
/** A symbol behind `$`, with nothing glued to its front or its end. */
const CASHTAG = new RegExp(`(?<![\\p{L}\\p{N}_$])\\$(${SYMBOL_TEXT})(?![\\p{L}\\p{N}_])`, 'gu');
/** What may end a sentence or join a word to a symbol. */
const JOINTS = /[.\-^=]+/g;

/** The symbol in upper case, as it is stored; null for a text that is none. */
export function toSymbol(text: string): string | null {
  return SYMBOL.test(text) ? text.toUpperCase() : null;
}

/**
 * The cashtags of a text, in order, each as its possible symbols in upper case, the longest first: `$NVDA-calls.` is NVDA-CALLS
 * or NVDA. What holds no letter is an amount of dollars.
 */
export function* cashtagsIn(text: string): Generator<string[]> {
  for (const [, found = ''] of text.matchAll(CASHTAG)) {
    const ends = [...found.matchAll(JOINTS)].map(({ index }) => index).filter((index) => index > 0);
    const readings = [found, ...ends.toReversed().map((end) => found.slice(0, end))];
    const symbols = readings.filter((reading) => /[A-Za-z]/.test(reading) && /[A-Za-z0-9]$/.test(reading));
    if (symbols.length > 0) yield symbols.map((symbol) => symbol.toUpperCase());
  }
}
