import { z } from 'zod';

/** One byte of a token names its key. */
const MAX_ID = 255;

/** `id:secret,id:secret`, ids from 0 to 255, secrets of 32 characters or more: the first signs, all verify. */
export const linkKeys = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value, context) => {
      const keys = value.split(',').map((entry) => {
        const [, id, secret] = /^(\d{1,3}):(.{32,})$/.exec(entry.trim()) ?? [];
        return { id: Number(id ?? MAX_ID + 1), secret: secret ?? '' };
      });
      const ids = new Set(keys.map(({ id }) => id));
      if (ids.size !== keys.length || keys.some(({ id }) => id > MAX_ID)) {
        const message = 'must be id:secret,… with ids from 0 to 255 and 32 characters a secret';
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
      return keys;
    });
