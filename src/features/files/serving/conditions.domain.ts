/** Conditional and partial requests (RFC 9110, 13 and 14) on a representation whose strong ETag is known. Pure. */

export interface ConditionHeaders {
  ifMatch: string | null;
  ifNoneMatch: string | null;
  ifRange: string | null;
  range: string | null;
}

export type Selection =
  | { status: 200 | 304 | 412 }
  | { status: 206; start: number; end: number }
  /** No byte is in the range. */
  | { status: 416 };

const ENTITY_TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

function tagsOf(header: string): string[] {
  return header.match(ENTITY_TAG) ?? [];
}

/** Weak comparison (8.8.3.2): it only saves sending the same bytes again. */
function matchesWeakly(header: string, etag: string): boolean {
  return header.trim() === '*' || tagsOf(header).some((tag) => tag.replace(/^W\//, '') === etag);
}

function matchesStrongly(header: string, etag: string): boolean {
  return header.trim() === '*' || tagsOf(header).includes(etag);
}

/** Parses one range of bytes. Several ranges, other units and unreadable headers are ignored, as the RFC allows. */
function rangeOf(header: string, size: number): Selection | null {
  const [, first, last] = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header) ?? [];
  if (first === undefined || last === undefined || first + last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? { status: 416 } : { status: 206, start: size - length, end: size - 1 };
  }
  if (last !== '' && Number(last) < Number(first)) return null;
  if (Number(first) >= size) return { status: 416 };
  return { status: 206, start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

/**
 * Decides what to send of a representation, in the order of 13.2.2.
 * @param etag quoted
 * @param size bytes
 */
export function select(headers: ConditionHeaders, etag: string, size: number): Selection {
  if (headers.ifMatch !== null && !matchesStrongly(headers.ifMatch, etag)) return { status: 412 };
  if (headers.ifNoneMatch !== null && matchesWeakly(headers.ifNoneMatch, etag)) return { status: 304 };
  if (headers.range === null) return { status: 200 };
  // A date promises less than the tag, so it never matches.
  if (headers.ifRange !== null && headers.ifRange.trim() !== etag) return { status: 200 };
  return rangeOf(headers.range, size) ?? { status: 200 };
}
