/** S3 takes 1024 bytes; a file name takes 255, and a `%` in it is written as three. */
const MAX_KEY_BYTES = 1_000;
const MAX_SEGMENT_BYTES = 200;

function isForbidden(character: string): boolean {
  return character < ' ' || character === '\u007f' || character === '\\';
}

function isSegment(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..' && Buffer.byteLength(segment) <= MAX_SEGMENT_BYTES;
}

/**
 * A key is made by code, never taken from a client, so a bad one is a mistake in the program.
 * @throws TypeError unless `key` is segments joined by `/`, none of them empty, `.` or `..`, without control characters
 * and backslashes, in well-formed Unicode, at most 200 bytes a segment and 1000 in all
 */
export function assertStorageKey(key: string): void {
  const good =
    key.isWellFormed() &&
    !Array.from(key).some(isForbidden) &&
    Buffer.byteLength(key) <= MAX_KEY_BYTES &&
    key.split('/').every(isSegment);
  if (!good) throw new TypeError(`not a storage key: ${JSON.stringify(key)}`);
}

/** A prefix may end anywhere in a key. @throws TypeError when no key could begin with it */
export function assertKeyPrefix(prefix: string): void {
  if (prefix !== '') assertStorageKey(prefix.endsWith('/') ? `${prefix}x` : prefix);
}

/** The order of S3 lists: by the bytes of UTF-8, which differs from that of JavaScript strings. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
