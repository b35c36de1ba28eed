import { isIP } from 'node:net';

/** Where and how to talk SMTP, as `SMTP_URL` says. */
export interface SmtpServerAddress {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps://`). */
  secure: boolean;
  /** Refuse to go on without STARTTLS. */
  requireTls: boolean;
  /** Do not use STARTTLS even when it is offered. */
  ignoreTls: boolean;
  rejectUnauthorized: boolean;
  auth: { user: string; pass: string } | null;
}

const PARAMETERS = ['requireTLS', 'ignoreTLS', 'rejectUnauthorized'] as const;

function parameter(url: URL, name: (typeof PARAMETERS)[number]): boolean | null {
  const value = url.searchParams.get(name);
  if (value === null) return null;
  if (value !== 'true' && value !== 'false') throw new Error(`SMTP_URL: ${name} must be true or false`);
  return value === 'true';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Reads `smtp://user:password@host:587` (STARTTLS when offered) or `smtps://…:465` (TLS at once). Options as query:
 * `requireTLS` (default: true when there is a password and the host is another machine), `ignoreTLS`, `rejectUnauthorized`.
 * @throws Error that names the mistake and never repeats the URL, which may hold a password
 */
export function parseSmtpUrl(text: string): SmtpServerAddress {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Error('SMTP_URL is not a URL');
  }
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw new Error('SMTP_URL must start with smtp:// or smtps://');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === '') throw new Error('SMTP_URL names no host');
  for (const name of url.searchParams.keys()) {
    if (!(PARAMETERS as readonly string[]).includes(name)) throw new Error(`SMTP_URL: unknown parameter ${name}`);
  }
  const secure = url.protocol === 'smtps:';
  const auth =
    url.username === '' ? null : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  const ignoreTls = parameter(url, 'ignoreTLS') ?? false;
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTls: parameter(url, 'requireTLS') ?? (auth !== null && !ignoreTls && !isLoopback(host)),
    ignoreTls,
    rejectUnauthorized: parameter(url, 'rejectUnauthorized') ?? true,
    auth,
  };
}
