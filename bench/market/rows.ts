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

/** What every asset costs at first. */
export const FIRST_PRICE = 200;
/** Standard deviation of a minute's move: a lively share, some 30 % a year. */
const MINUTE_MOVE = 0.0005;

/** Numbers from 0 to 1 that are the same at every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const next = numbers(7);
/** By asset: its prices in cents, minute by minute, the one before the first included. Each walks at random. */
const walks = Array.from({ length: ASSETS }, () => [FIRST_PRICE * 100]);

function priceOf(asset: number, minute: number): number {
  const walk = walks[asset] as number[];
  while (walk.length <= minute + 1) {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    walk.push(Math.max(1, Math.round((walk.at(-1) as number) * (1 + MINUTE_MOVE * normal))));
  }
  return walk[minute + 1] as number;
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
