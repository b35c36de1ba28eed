import type { ByteRange } from './storage.ts';

/**
 * The bytes that a range selects in an object of `size` bytes (RFC 9110, 14.1.2). An end beyond the object is cut. A suffix longer
 * than the object selects all of it.
 * @returns first and last byte, or undefined when the range has no byte in the object
 */
export function resolveRange(range: ByteRange, size: number): { start: number; end: number } | undefined {
  if ('suffix' in range) {
    return range.suffix > 0 && size > 0 ? { start: Math.max(0, size - range.suffix), end: size - 1 } : undefined;
  }
  const end = Math.min(range.end ?? size - 1, size - 1);
  return range.start >= 0 && range.start <= end ? { start: range.start, end } : undefined;
}

/** The value of an HTTP `Range` header. */
export function rangeHeader(range: ByteRange): string {
  return 'suffix' in range ? `bytes=-${range.suffix}` : `bytes=${range.start}-${range.end ?? ''}`;
}
