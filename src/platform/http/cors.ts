import type { IncomingMessage } from 'node:http';
import type { HeaderList } from './answer.ts';

const EXPOSED = [
  'Location, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-Id, Idempotency-Replayed',
  // What a script needs to save or resume a download.
  'Content-Disposition, Content-Length, Content-Range, Accept-Ranges, ETag',
].join(', ');
const ALLOWED_HEADERS =
  'Authorization, Content-Type, Idempotency-Key, X-Request-Id, Range, If-Range, If-Match, If-None-Match';
const ALLOWED_METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
/** Seconds a browser may remember a preflight: two hours is the most that Chromium takes. */
const PREFLIGHT_SECONDS = '7200';

/**
 * Cross-origin access for the configured origins only. Tokens travel in a header and there are no cookies, so credentials are
 * never allowed.
 * @param headers gets what the answer must say
 * @returns true for a preflight, which is answered by these headers alone
 */
export function applyCors(req: IncomingMessage, origins: ReadonlySet<string>, headers: HeaderList): boolean {
  if (origins.size === 0) return false;
  headers.push('Vary', 'Origin');
  const { origin } = req.headers;
  if (origin === undefined || !(origins.has(origin) || origins.has('*'))) return false;
  headers.push('Access-Control-Allow-Origin', origin);
  if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) {
    headers.push('Access-Control-Expose-Headers', EXPOSED);
    return false;
  }
  headers.push('Access-Control-Allow-Methods', ALLOWED_METHODS);
  headers.push('Access-Control-Allow-Headers', ALLOWED_HEADERS);
  headers.push('Access-Control-Max-Age', PREFLIGHT_SECONDS);
  return true;
}
