import { generateKeyPairSync, randomBytes } from 'node:crypto';

/**
 * Variables of a program that is measured as `npm start` runs it in production, where React renders several times faster and
 * secrets must be given.
 */
export function asInProduction(): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const secret = () => randomBytes(32).toString('base64url');
  return {
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    HTTP_CHECK_RESPONSES: 'false',
    PROGRAM_OUTPUT: 'discard',
    AUTH_KEYS: JSON.stringify([{ ...privateKey.export({ format: 'jwk' }), kid: 'bench' }]),
    LINK_SECRET: secret(),
    FILE_LINK_KEYS: `1:${secret()}`,
    EMAIL_WEBHOOK_SECRET: secret(),
  };
}
