import type { Context } from 'koa';

const EXPOSED =
  'Location, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-Id, Idempotency-Replayed';
const ALLOWED_HEADERS = 'Authorization, Content-Type, Idempotency-Key, X-Request-Id';
const ALLOWED_METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
/** Seconds a browser may remember a preflight: two hours is the most that Chromium takes. */
const PREFLIGHT_SECONDS = '7200';

/**
 * Cross-origin access for the configured origins only. Tokens travel in a header and there are no cookies, so credentials are
 * never allowed.
 * @returns true when the request was a preflight and is answered
 */
export function applyCors(ctx: Context, origins: ReadonlySet<string>): boolean {
  if (origins.size === 0) return false;
  ctx.vary('Origin');
  const origin = ctx.req.headers.origin;
  if (origin === undefined || !(origins.has(origin) || origins.has('*'))) return false;
  ctx.set('Access-Control-Allow-Origin', origin);
  ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
  if (ctx.method !== 'OPTIONS' || ctx.req.headers['access-control-request-method'] === undefined) {
    ctx.set('Access-Control-Expose-Headers', EXPOSED);
    return false;
  }
  ctx.set('Access-Control-Allow-Methods', ALLOWED_METHODS);
  ctx.set('Access-Control-Allow-Headers', ALLOWED_HEADERS);
  ctx.set('Access-Control-Max-Age', PREFLIGHT_SECONDS);
  ctx.status = 204;
  return true;
}
