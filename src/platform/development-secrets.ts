import { DEVELOPMENT_AUTH_KEYS, DEVELOPMENT_SECRET } from './config-fields.ts';

interface Secrets {
  AUTH_KEYS: readonly { d: string; x: string }[];
  LINK_SECRET: string;
  EMAIL_WEBHOOK_SECRET: string;
  FILE_LINK_KEYS: readonly { secret: string }[];
}

/** The bytes that count, however they are padded or spelled. */
const bytesOf = (base64url: string) => Buffer.from(base64url, 'base64url').toString('hex');

const PUBLIC_KEYS = new Set(
  (JSON.parse(DEVELOPMENT_AUTH_KEYS) as { d: string; x: string }[]).flatMap(({ d, x }) => [bytesOf(d), bytesOf(x)]),
);

/** The public secret anywhere in it, in any case and with anything between its letters: adding to it makes no new one. */
function holdsPublicSecret(secret: string): boolean {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return letters(secret).includes(letters(DEVELOPMENT_SECRET));
}

/** What of a configuration is public knowledge, by the material and not by its spelling: a public key under another name is public too. */
export function developmentSecretsIn(secrets: Secrets): string[] {
  const problems: string[] = [];
  if (secrets.AUTH_KEYS.some(({ d, x }) => PUBLIC_KEYS.has(bytesOf(d)) || PUBLIC_KEYS.has(bytesOf(x)))) {
    problems.push('AUTH_KEYS: production needs its own signing keys');
  }
  if (holdsPublicSecret(secrets.LINK_SECRET)) {
    problems.push('LINK_SECRET: production needs its own secret of at least 32 characters');
  }
  if (holdsPublicSecret(secrets.EMAIL_WEBHOOK_SECRET)) {
    problems.push('EMAIL_WEBHOOK_SECRET: production needs its own secret of at least 32 characters');
  }
  if (secrets.FILE_LINK_KEYS.some(({ secret }) => holdsPublicSecret(secret))) {
    problems.push('FILE_LINK_KEYS: production needs its own keys, such as 1:<secret of at least 32 characters>');
  }
  return problems;
}
