/**
 * `(umask 077; node deploy/make-env.mjs > .env)`: fresh secrets for `docker compose up`, one variable a line. Run it once and keep the file:
 * the passwords are written into the databases at their first start.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';

const secret = () => randomBytes(24).toString('base64url');
const signingKey = () => ({
  ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  kid: randomBytes(8).toString('hex'),
});

const values = {
  POSTGRES_PASSWORD: secret(),
  VIBE_PASSWORD: secret(),
  VIBE_OWNER_PASSWORD: secret(),
  VIBE_MAINTENANCE_PASSWORD: secret(),
  TEMPORAL_PASSWORD: secret(),
  S3_ACCESS_KEY_ID: randomBytes(10).toString('hex'),
  S3_SECRET_ACCESS_KEY: secret(),
  AUTH_KEYS: `'${JSON.stringify([signingKey()])}'`,
  LINK_SECRET: randomBytes(32).toString('base64url'),
  FILE_LINK_KEYS: `1:${randomBytes(32).toString('base64url')}`,
  EMAIL_WEBHOOK_SECRET: randomBytes(32).toString('base64url'),
  METRICS_TOKEN: secret(),
  GRAFANA_PASSWORD: secret(),
  ADMIN_EMAIL: 'admin@vibe.localhost',
  ADMIN_PASSWORD: secret(),
};

for (const [name, value] of Object.entries(values)) process.stdout.write(`${name}=${value}\n`);
