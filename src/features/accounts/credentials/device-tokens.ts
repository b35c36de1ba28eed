import { createHmac, timingSafeEqual } from 'node:crypto';
import { newSecret } from '../../../platform/secrets.ts';

/**
 * Tokens of devices that have logged in: `<id>.<mac of user and id>`. A device that shows one is known for that account and is not held
 * up by what others guess. It opens nothing by itself.
 */
export class DeviceTokens {
  readonly #keys: readonly string[];

  /** @param keys the present one first. Other processes have the same */
  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  issue(userId: string): string {
    const [key] = this.#keys;
    if (key === undefined) throw new Error('There is no key for tokens of devices');
    const id = newSecret().slice(0, 22);
    return `${id}.${macOf(key, userId, id).toString('base64url')}`;
  }

  /** Id of the device, or null when the token is not one of this account. */
  idOf(userId: string, token: string): string | null {
    const [id = '', mac = ''] = token.split('.');
    const given = Buffer.from(mac, 'base64url');
    const fits = this.#keys.some((key) => {
      const made = macOf(key, userId, id);
      return made.length === given.length && timingSafeEqual(made, given);
    });
    return fits ? id : null;
  }
}

function macOf(key: string, userId: string, id: string): Buffer {
  return createHmac('sha256', key).update(`device:${userId}:${id}`).digest();
}
