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

/** What every asset costs in the middle. */
export const MIDDLE_PRICE = 200;
/** How far the prices swing to both sides of it, within about a day. */
const SWING = 0.03;
const MINUTES_OF_SWING = 1_000;

/** In cents: a swing, each asset at another point of it, with some noise. */
function priceOf(asset: number, minute: number): number {
  const swing = Math.sin((2 * Math.PI * minute) / MINUTES_OF_SWING + asset);
  return Math.round(MIDDLE_PRICE * 100 * (1 + SWING * swing)) + ((minute * 31 + asset * 17) % 21) - 10;
}

function quantities(asset: number, minute: number): string {
  const [open, close] = [priceOf(asset, minute - 1), priceOf(asset, minute)];
  const [low, high] = [Math.min(open, close) - (minute % 5), Math.max(open, close) + (minute % 7)];
  return `${[close, open, high, low].map((cents) => (cents / 100).toFixed(2)).join(',')},${1_000 + (minute % 9_000)}`;
}

/** The rows of one round, later than those of the rounds before. @param assetIds in the order of {@link SYMBOLS} */
export function batchOf(round: number, assetIds: readonly number[]): Batch {
  const api = ['symbol,at,price,open,high,low,volume'];
  const copy: string[] = [];
  for (let index = 0; index < ROWS; index += 1) {
    const minute = round * (ROWS / ASSETS) + Math.floor(index / ASSETS);
    const asset = index % ASSETS;
    const rest = `${new Date(FIRST_MINUTE + minute * MINUTE_MS).toISOString()},${quantities(asset, minute)}`;
    api.push(`${SYMBOLS[asset]},${rest}`);
    copy.push(`${assetIds[asset]},${rest}`);
  }
  return { forApi: Buffer.from(`${api.join('\n')}\n`), forCopy: Buffer.from(`${copy.join('\n')}\n`) };
}
