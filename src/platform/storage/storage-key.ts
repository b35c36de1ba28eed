/** S3 allows 1024 bytes for a key. A file name allows 255, and the local store writes a `%` as three. */
const MAX_KEY_BYTES = 1_000;
const MAX_SEGMENT_BYTES = 200;

function isForbidden(character: string): boolean {
  return character < ' ' || character === '\u007f' || character === '\\';
}

function isSegment(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..' && Buffer.byteLength(segment) <= MAX_SEGMENT_BYTES;
}

/**
 * Throws for an invalid key. Keys are made by code, never taken from a client, so an invalid one is a mistake in the program.
 * @throws TypeError unless `key` is segments joined by `/`, none of them empty, `.` or `..`, without control characters and
 * backslashes, in well-formed Unicode, at most 200 bytes a segment and 1000 in all
 */
export function assertStorageKey(key: string): void {
  const good =
    key.isWellFormed() &&
    !Array.from(key).some(isForbidden) &&
    Buffer.byteLength(key) <= MAX_KEY_BYTES &&
    key.split('/').every(isSegment);
  if (!good) throw new TypeError(`not a storage key: ${JSON.stringify(key)}`);
}

/**
 * A prefix may end anywhere in a key.
 * @throws TypeError when no key could begin with it
 */
export function assertKeyPrefix(prefix: string): void {
  if (prefix !== '') assertStorageKey(prefix.endsWith('/') ? `${prefix}x` : prefix);
}

/** The order of S3 lists: by the bytes of UTF-8. The order of JavaScript strings differs. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
