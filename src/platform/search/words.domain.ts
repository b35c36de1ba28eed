/**
 * Words of any script, told apart by Unicode alone: what a search finds does not depend on the locale of the database.
 */

/** By code points, since marks alone cannot be read in a text. */
const classOf = (ranges: readonly string[], flags: string) => new RegExp(`[${ranges.join('')}]`, flags);

/** Marks that readers leave out. Those of other scripts (Devanagari, Thai, the voicing of kana) make other words, and stay. */
const ACCENTS = classOf(
  [
    // Latin, Greek, Cyrillic, and marks for any script.
    '\\u0300-\\u036f\\u0483-\\u0487\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20f0\\ufe20-\\ufe2f',
    // Points of Hebrew.
    '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7',
    // Vowels of Arabic, and what stretches its words.
    '\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u08d3-\\u08ff',
  ],
  'gu',
);
/** Letters that Unicode does not take apart, although people type them without their stroke. */
const STROKES: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  // The form of sigma at the end of a word.
  ς: 'σ',
};
const STROKED = new RegExp(`[${Object.keys(STROKES).join('')}]`, 'gu');
/** ™ is no part of a word, although it is made of letters. */
const SIGNS = /\p{So}/gu;
/** Nor is the number of a footnote. */
const RAISED = /\p{No}/gu;
/** Shown as nothing: soft hyphens, joiners and directions stand within words and between them. */
const INVISIBLE = '\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufe00-\\ufe0f\\ufeff';
const ANY_INVISIBLE = classOf([INVISIBLE], 'gu');
const BETWEEN = new RegExp(`[^\\p{L}\\p{N}\\p{M}${INVISIBLE}]+`, 'u');
const GRAM_SCRIPTS = [
  'Han',
  'Hira',
  'Kana',
  'Bopo',
  'Hang',
  'Thai',
  'Laoo',
  'Khmr',
  'Mymr',
  'Tibt',
  'Tale',
  'Talu',
  'Lana',
];
const GRAM = `[${GRAM_SCRIPTS.map((script) => `\\p{scx=${script}}`).join('')}]`;
const LETTER = '[\\p{L}\\p{N}\\p{M}]';
/** A letter of a script that writes words without spaces between them (Korean: with endings), and the marks on it. */
const GRAMS = new RegExp(`${GRAM}\\p{M}*`, 'gv');
const RUNS = new RegExp(`(?:${GRAM}\\p{M}*)+|[${LETTER}--${GRAM}]+`, 'gv');
const HAS_GRAM = new RegExp(GRAM, 'v');
const GRAM_RUN = new RegExp(`^${GRAM}`, 'v');
/** UTF-16 units of a word that count: no word of a language is longer, and Postgres takes 2 kB. */
const MAX_UNITS = 100;

/** One form for all ways to write a letter: width, case, composition, accents. */
export function foldText(text: string): string {
  return text
    .replaceAll(SIGNS, ' ')
    .replaceAll(RAISED, ' $& ')
    .normalize('NFKD')
    .replaceAll(ACCENTS, '')
    .toUpperCase()
    .toLowerCase()
    .replaceAll(ACCENTS, '')
    .replaceAll(STROKED, (letter) => STROKES[letter] ?? letter)
    .normalize('NFC');
}

const shorten = (word: string) =>
  word.length <= MAX_UNITS ? word : word.slice(0, MAX_UNITS).replace(/[\ud800-\udbff]$/u, '');

/** A run of letters: a word, or (`grams`) letters between which words may begin anywhere. */
export interface Run {
  grams: readonly string[] | null;
  text: string;
}

const runsOf = (text: string): Run[] =>
  Array.from(text.matchAll(RUNS), ([run]) => ({
    grams: GRAM_RUN.test(run) ? Array.from(run.matchAll(GRAMS), ([gram]) => shorten(gram)) : null,
    text: shorten(run),
  }));

/** What stands between two marks or spaces of a folded text: its runs and, where it has invisible marks, those it has without. */
export interface Chunk {
  runs: readonly Run[];
  joined: readonly Run[] | null;
}

const wordOf = (text: string): Run[] => [{ grams: null, text: shorten(text) }];

/** The chunks of a text, in order. */
export function chunksOf(text: string): Chunk[] {
  const folded = foldText(text);
  // To ask for the script of each letter takes four times as long as all the rest.
  const runsIn = HAS_GRAM.test(folded) ? runsOf : wordOf;
  return folded.split(BETWEEN).flatMap((chunk) => {
    const parts = chunk.split(ANY_INVISIBLE).filter((part) => part !== '');
    if (parts.length === 0) return [];
    const runs = parts.flatMap(runsIn);
    return [{ runs, joined: parts.length > 1 ? runsIn(parts.join('')) : null }];
  });
}

/** A name as it is compared: its words with a space between, or none where the script has none. */
export function comparedName(name: string): string {
  return foldText(name).replaceAll(ANY_INVISIBLE, '').split(BETWEEN).filter(Boolean).join(' ');
}

/** What is left of a compared name from each of its words on, the whole name first. In scripts without spaces, from each letter. */
export function startsOf(name: string): string[] {
  const compared = comparedName(name);
  const starts = new Set<string>([compared]);
  for (const { 0: word, index } of compared.matchAll(/\S+/gu)) {
    let at = index;
    for (const { grams, text } of runsOf(word)) {
      starts.add(compared.slice(at));
      for (const gram of grams?.slice(0, -1) ?? []) {
        at += gram.length;
        starts.add(compared.slice(at));
      }
      at += grams?.at(-1)?.length ?? text.length;
    }
  }
  starts.delete('');
  return [...starts];
}
