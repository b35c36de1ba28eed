/** Minute bars of some assets, by turns as a feed brings them: the same rows for both sides. */

export const ASSETS = 50;
export const ROWS = 100_000;
const FIRST_MINUTE = Date.UTC(2000, 0, 3);
const MINUTE_MS = 60_000;

export const SYMBOLS = Array.from({ length: ASSETS }, (_, index) => `BENCH${index}`);

export interface Batch {
  /** With a header and symbols, for the API. */
  forApi: Buffer;
  /** With the ids of the assets, for a table. */
  forCopy: Buffer;
}

function quantities(index: number): string {
  const open = 10_000 + ((index * 7_919) % 20_011);
  const close = open + ((index * 31) % 201) - 100;
  const [low, high] = [Math.min(open, close) - (index % 50), Math.max(open, close) + (index % 70)];
  return `${[close, open, high, low].map((cents) => (cents / 100).toFixed(2)).join(',')},${1_000 + (index % 9_000)}`;
}

/** The rows of one round, later than those of the rounds before. @param assetIds in the order of {@link SYMBOLS} */
export function batchOf(round: number, assetIds: readonly number[]): Batch {
  const api = ['symbol,at,price,open,high,low,volume'];
  const copy: string[] = [];
  for (let index = 0; index < ROWS; index += 1) {
    const minute = round * (ROWS / ASSETS) + Math.floor(index / ASSETS);
    const rest = `${new Date(FIRST_MINUTE + minute * MINUTE_MS).toISOString()},${quantities(index + round)}`;
    api.push(`${SYMBOLS[index % ASSETS]},${rest}`);
    copy.push(`${assetIds[index % ASSETS]},${rest}`);
  }
  return { forApi: Buffer.from(`${api.join('\n')}\n`), forCopy: Buffer.from(`${copy.join('\n')}\n`) };
}
