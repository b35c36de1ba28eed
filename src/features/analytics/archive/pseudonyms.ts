import { createHmac, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/**
 * Returns a function that makes texts anonymous: each UUID in them becomes 128 bits of an HMAC-SHA-256, written like a UUID. The
 * key is drawn here and never leaves this function. Within one returned function the same id always has the same pseudonym, so
 * people and posts can still be counted. Another one gives it another pseudonym.
 */
export function createPseudonyms(): (text: string) => string {
  const key = randomBytes(KEY_BYTES);
  const pseudonym = (id: string) => {
    const hex = createHmac('sha256', key).update(id.toLowerCase()).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  };
  return (text) => text.replace(UUID, pseudonym);
}
