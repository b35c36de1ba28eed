/** The words of a server are shown, not read: so many say enough. */
const MAX_WORDS = 1_000;

/**
 * Words of another program as Postgres can hold them, in a text or in JSON. A server may say anything, and one character that
 * cannot be stored must not keep what happened from being recorded.
 */
export function storableText(words: string): string {
  return words.slice(0, MAX_WORDS).replaceAll('\0', ' ').toWellFormed();
}
