import { cashtagsIn } from '../../market/assets/symbols.domain.ts';
import { MAX_TICKERS } from './posts.contract.ts';

/** Pure rules of posts. */

/** More than anybody means; the rest of a text full of them is not looked up. */
const MAX_CASHTAGS = 50;

/**
 * What may be symbols in a text, in upper case and in order of appearance. Each entry is one cashtag with its readings, the
 * longest first: `$NVDA-calls` may be NVDA-CALLS or NVDA.
 */
export function cashtags(text: string): string[][] {
  const found = new Map<string, string[]>();
  for (const readings of cashtagsIn(text)) {
    found.set(readings[0] as string, readings);
    if (found.size === MAX_CASHTAGS) break;
  }
  return [...found.values()];
}

/**
 * Which assets the cashtags of a text add to those that were given.
 * @param given ids of assets; all of them count
 * @param idOf id of the asset with a symbol, if there is one
 */
export function addedByCashtags(
  text: string,
  given: readonly number[],
  idOf: (symbol: string) => number | undefined,
): number[] {
  const known = cashtags(text).map((readings) => readings.map(idOf).find((id) => id !== undefined));
  const added = new Set(known.filter((id) => id !== undefined && !given.includes(id)) as number[]);
  return [...added].slice(0, Math.max(0, MAX_TICKERS - given.length));
}

/** The cashtags of a text that name no asset, as the author wrote them: probably a mistake worth showing. */
export function unknownCashtags(text: string, idOf: (symbol: string) => number | undefined): string[] {
  return cashtags(text).flatMap(([longest = '', ...shorter]) =>
    [longest, ...shorter].some((symbol) => idOf(symbol) !== undefined) ? [] : [longest],
  );
}

/** Characters of a text that a notification shows. */
const EXCERPT_LENGTH = 140;

/** The beginning of a text in one line, cut between characters. */
export function excerptOf(text: string): string {
  const characters = Array.from(text.trim().replaceAll(/\s+/g, ' '));
  if (characters.length <= EXCERPT_LENGTH) return characters.join('');
  return `${characters.slice(0, EXCERPT_LENGTH - 1).join('')}…`;
}
