import { randomBytes, timingSafeEqual } from 'node:crypto';
import { newSecret, sha256 } from '../../../platform/secrets.ts';

const PREFIX_BYTES = 6;
const API_KEY = /^vta_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

export function sameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

export interface NewApiKey {
  /** What the holder gets, once: `vta_<prefix>_<secret>`. */
  key: string;
  /** Public: finds the row, and lets people tell keys apart. */
  prefix: string;
  hash: Buffer;
}

export function newApiKey(): NewApiKey {
  const prefix = randomBytes(PREFIX_BYTES).toString('hex');
  const key = `vta_${prefix}_${newSecret()}`;
  return { key, prefix, hash: sha256(key) };
}

/** The prefix of something shaped like an API key, or null. */
export function apiKeyPrefix(token: string): string | null {
  return API_KEY.exec(token)?.[1] ?? null;
}
