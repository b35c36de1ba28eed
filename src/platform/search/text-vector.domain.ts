import { type Chunk, chunksOf, type Run } from './words.domain.ts';

/**
 * Texts as Postgres' `tsvector`, queries as its `tsquery`, both written as literals: neither is parsed by a configuration.
 * A script without spaces is cut into pairs of letters, and the last letter of each run.
 */

/** The last position that Postgres keeps apart from those after it. */
const MAX_POSITION = 16_383;

// Words are letters, numbers and marks, so nothing in them needs escaping.
const quote = (word: string) => `'${word}'`;

/** What a run is found by: each lexeme with its distance from the start of the run. */
function lexemesOf({ grams, text }: Run): string[] {
  return grams ? grams.map((gram, index) => `${gram}${grams[index + 1] ?? ''}`) : [text];
}

/** The literal of a `tsvector`: the words of a text and where they stand. */
export function textVector(text: string): string {
  const positions = new Map<string, number[]>();
  let next = 1;
  const add = (runs: readonly Run[], from: number) => {
    let at = from;
    for (const lexeme of runs.flatMap(lexemesOf)) {
      const known = positions.get(lexeme);
      const position = Math.min(at, MAX_POSITION);
      if (known) known.push(position);
      else positions.set(lexeme, [position]);
      at += 1;
    }
    return at;
  };
  for (const { runs, joined } of chunksOf(text)) {
    if (joined) add(joined, next);
    next = add(runs, next);
  }
  return Array.from(positions, ([lexeme, at]) => `${quote(lexeme)}:${at.join()}`).join(' ');
}

/** Lexemes one after the other. The last letter of a run is looked for as the start of a pair, unless the pair before has it. */
function phraseOf(runs: readonly Run[]): string {
  let phrase = '';
  let gap = 1;
  for (const run of runs) {
    const lexemes = lexemesOf(run);
    if (run.grams && lexemes.length > 1) lexemes.pop();
    for (const lexeme of lexemes) {
      const prefix = run.grams?.length === 1 ? ':*' : '';
      phrase += `${phrase === '' ? '' : ` <${gap}> `}${quote(lexeme)}${prefix}`;
      gap = 1;
    }
    if (run.grams && run.grams.length > 1) gap = 2;
  }
  return phrase;
}

function termOf(chunks: readonly Chunk[]): string | null {
  if (chunks.length === 0) return null;
  const apart = phraseOf(chunks.flatMap(({ runs }) => runs));
  if (chunks.every(({ joined }) => joined === null)) return `(${apart})`;
  return `(${apart} | ${phraseOf(chunks.flatMap(({ runs, joined }) => joined ?? runs))})`;
}

const PIECES = /(?<minus>-?)(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/gu;

/**
 * The literal of a `tsquery` for what people type into search engines: words, `"exact phrases"`, `-without`, `or`.
 * @returns null when there is nothing to look for
 */
export function textQuery(query: string): string | null {
  const groups: string[][] = [[]];
  for (const { groups: piece } of query.replaceAll(/[\u201c-\u201f\u00ab\u00bb\uff02]/gu, '"').matchAll(PIECES)) {
    const { minus = '', phrase, word } = piece ?? {};
    if (word !== undefined && minus === '' && /^or$/iu.test(word)) {
      groups.push([]);
      continue;
    }
    const term = termOf(chunksOf(phrase ?? word ?? ''));
    if (term !== null) groups.at(-1)?.push(minus === '' ? term : `!${term}`);
  }
  const asked = groups.filter((terms) => terms.length > 0).map((terms) => terms.join(' & '));
  // Alone it is a word as any other.
  if (asked.length === 0) return groups.length > 1 ? quote('or') : null;
  return asked.join(' | ');
}
