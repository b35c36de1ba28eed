import type { Config } from '../config.ts';
import type { HeaderList } from './answer.ts';

const JSON_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Headers of every answer (OWASP REST security cheat sheet). A JSON answer that a browser is tricked into showing as a page can load and
 * run nothing, and is not stored by caches, since most answers are someone's own.
 */
export const SECURITY_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Content-Security-Policy', JSON_POLICY],
  ['Referrer-Policy', 'no-referrer'],
  ['Cache-Control', 'no-store'],
];

/** The same, and that browsers are to come by TLS only, where they do. */
export function securityHeaders(http: Config['http']): HeaderList {
  const headers = [...SECURITY_HEADERS];
  if (http.publicUrl.startsWith('https:')) {
    headers.push(['Strict-Transport-Security', 'max-age=31536000; includeSubDomains']);
  }
  return headers.flat();
}

/** For the documentation page: its own script and styles only; Scalar sets styles inline. */
export const DOCUMENTATION_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
