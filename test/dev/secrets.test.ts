import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadSecrets } from '../../dev/secrets.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { temporaryLedger } from './small-programs.ts';

const place = temporaryLedger();
const file = path.join(place.folder, 'secrets.json');
afterAll(() => place.remove());

test('secrets are made once, for the owner only, and good enough for production', () => {
  const secrets = loadSecrets(place.folder);
  expect(loadSecrets(place.folder)).toEqual(secrets);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const config = loadConfig({
    NODE_ENV: 'production',
    AUTH_KEYS: secrets.authKeys,
    LINK_SECRET: secrets.linkSecret,
    FILE_LINK_KEYS: secrets.fileLinkKeys,
    EMAIL_WEBHOOK_SECRET: secrets.webhookSecret,
    ADMIN_PASSWORD: secrets.adminPassword,
    DATABASE_URL: 'postgres://somewhere/db',
  });
  expect(config.auth.keys[0]?.crv).toBe('Ed25519');
});

test('a file of an older version is completed, not replaced', () => {
  writeFileSync(file, JSON.stringify({ adminPassword: 'kept as it was' }));
  const secrets = loadSecrets(place.folder);
  expect(secrets.adminPassword).toBe('kept as it was');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(secrets);
});
