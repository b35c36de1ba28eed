import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** What production insists on. React renders several times faster there, so programs are measured in it. */
export function productionSecrets(): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const secret = () => randomBytes(32).toString('base64url');
  return {
    NODE_ENV: 'production',
    AUTH_KEYS: JSON.stringify([{ ...privateKey.export({ format: 'jwk' }), kid: 'bench' }]),
    LINK_SECRET: secret(),
    FILE_LINK_KEYS: `1:${secret()}`,
    EMAIL_WEBHOOK_SECRET: secret(),
  };
}
