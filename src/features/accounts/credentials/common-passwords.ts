import { dictionary } from '@zxcvbn-ts/language-common';

/** What people add to a word so that a form takes it: digits and marks at either end. */
const ADDED = /^[\p{N}\p{P}\p{S}\s]+|[\p{N}\p{P}\p{S}\s]+$/gu;
/** Of a word without what was added: shorter ones stand in too many good passwords. */
const MIN_WORD = 6;
/** Characters added at most: a long tail of digits may be a good password by itself. */
const MAX_ADDED = 4;

let common: ReadonlySet<string> | null = null;

/** Whether a password is among those that are tried first: the most common ones in any case, or one with a few digits and marks added. */
export function isCommonPassword(password: string): boolean {
  common ??= new Set(dictionary['passwords-common'] as readonly string[]);
  const guess = password.trim().toLowerCase();
  if (common.has(guess)) return true;
  if (new Set(guess).size < 4) return true;
  const word = guess.replace(ADDED, '');
  return word.length >= MIN_WORD && guess.length - word.length <= MAX_ADDED && common.has(word);
}
