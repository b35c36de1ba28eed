import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Made once per state folder and kept, so that sessions, links and the admin's log-in survive a restart. */
export interface Secrets {
  /** A JSON array with one Ed25519 private key (JWK). */
  authKeys: string;
  linkSecret: string;
  /** `id:secret`, of signed links to files. */
  fileLinkKeys: string;
  webhookSecret: string;
  /** Of scrapers. */
  metricsToken: string;
  adminPassword: string;
  databaseOwnerPassword: string;
  databasePassword: string;
}

function signingKey(): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { ...privateKey.export({ format: 'jwk' }), kid: randomBytes(8).toString('hex') };
}

function generate(): Secrets {
  return {
    authKeys: JSON.stringify([signingKey()]),
    linkSecret: randomBytes(32).toString('base64url'),
    fileLinkKeys: `1:${randomBytes(32).toString('base64url')}`,
    webhookSecret: randomBytes(32).toString('base64url'),
    metricsToken: randomBytes(24).toString('base64url'),
    adminPassword: randomBytes(12).toString('base64url'),
    databaseOwnerPassword: randomBytes(18).toString('base64url'),
    databasePassword: randomBytes(18).toString('base64url'),
  };
}

/** Reads `<folder>/secrets.json` (mode 0600), completing what an older version of the file does not have. */
export function loadSecrets(folder: string): Secrets {
  const file = path.join(folder, 'secrets.json');
  let known: Partial<Secrets> = {};
  try {
    known = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secrets = { ...generate(), ...known };
  if (Object.keys(known).length < Object.keys(secrets).length) {
    mkdirSync(folder, { recursive: true });
    const temporary = `${file}.${process.pid}.tmp`;
    writeFileSync(temporary, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, file);
  }
  return secrets;
}
