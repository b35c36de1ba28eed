/**
 * What must never reach a log line. Names are compared without case, `-` and `_`, at every depth, so `Set-Cookie`,
 * `api_key` and `refreshToken` are all caught; credentials inside URLs are cut out of any text.
 */
const SECRET_NAMES = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'password',
  'newpassword',
  'currentpassword',
  'passwordhash',
  'pass',
  'pwd',
  'secret',
  'clientsecret',
  'linksecret',
  'webhooksecret',
  'emailwebhooksecret',
  'token',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'resettoken',
  'sessiontoken',
  'bearer',
  'apikey',
  'privatekey',
  'secretaccesskey',
  'accesskeyid',
  'credentials',
  'smtpurl',
  'databaseurl',
  'authkeys',
  'totp',
  'otp',
]);

export const REDACTED = '[redacted]';

/** Deeper than this a value is dropped: a log line is for reading, and a cycle must end somewhere. */
const MAX_DEPTH = 6;

const URL_CREDENTIALS = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi;

const verdicts = new Map<string, boolean>();

function isSecret(name: string): boolean {
  const known = verdicts.get(name);
  if (known !== undefined) return known;
  const verdict = SECRET_NAMES.has(name.toLowerCase().replace(/[-_]/g, ''));
  // Field names are few; the bound keeps input used as keys from filling the memory.
  if (verdicts.size < 5_000) verdicts.set(name, verdict);
  return verdict;
}

/** Cuts `user:password@` out of the URLs of a text, be it a message or a whole line of JSON. */
export function redactText(text: string): string {
  return text.includes('://') && text.includes('@') ? text.replace(URL_CREDENTIALS, `$1${REDACTED}@`) : text;
}

/** Ids are 36 characters; what is longer than this in a path is a token or a signature. */
const SECRET_SEGMENT = /[^/]{40,}/g;

/** A path as logs and traces may show it: the receipts and links that people get by mail grant something to anyone who has them. */
export function redactPath(path: string): string {
  return path.replace(SECRET_SEGMENT, REDACTED);
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  // Dates, buffers, errors and the like have their own way to JSON (errors: the serializer in logger.ts).
  return isPlain(value) ? redactFields(value as Record<string, unknown>, depth + 1) : value;
}

function redactFields(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const name in fields) clean[name] = isSecret(name) ? REDACTED : redactValue(fields[name], depth);
  return clean;
}

/** A copy of `fields` without the values of secret names. Credentials inside texts are left to {@link redactText}. */
export function redact(fields: Record<string, unknown>): Record<string, unknown> {
  return redactFields(fields, 0);
}
