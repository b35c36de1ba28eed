import { z } from 'zod';

/** How variables of the environment are read, each with its development default. */

export const DEVELOPMENT_SECRET = 'development-only-secret-do-not-use-in-production';

/** An Ed25519 key pair that is public knowledge: good for tests and a laptop, refused in production. */
export const DEVELOPMENT_AUTH_KEYS = JSON.stringify([
  {
    kty: 'OKP',
    crv: 'Ed25519',
    kid: 'development',
    d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  },
]);

export const text = (fallback: string) => z.string().default(fallback);
export const count = (fallback: number, min = 0, max = 1_000_000_000) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
export const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false', '1', '0'])
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true' || value === '1');
export const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    );

// oxlint-disable-next-line no-restricted-properties -- a JWK may have members that are not needed
const jwk = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().min(1),
  x: z.string().min(1),
  d: z.string().min(1),
});

export const jwkSet = z
  .string()
  .default(DEVELOPMENT_AUTH_KEYS)
  .transform((value, context) => {
    try {
      return z.array(jwk).min(1).parse(JSON.parse(value));
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'must be a JSON array of Ed25519 private keys (JWK with kid, x, d)',
      });
      return z.NEVER;
    }
  });
