import { z } from 'zod';
import { emailAddress } from '../../platform/http/email-address.ts';
import { lineOfText } from '../../platform/http/user-text.ts';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from './credentials/passwords.ts';

/** Pieces that the schemas of this feature share. */

export const instant = z.iso.datetime();

export const accountAddress = emailAddress.describe('E-mail address; compared in lower case');

/** Any characters, blanks included: rules about characters make passwords shorter, not better. */
export const newPassword = z
  .string()
  .min(PASSWORD_MIN_LENGTH)
  .max(PASSWORD_MAX_LENGTH)
  .describe(
    `${PASSWORD_MIN_LENGTH} to ${PASSWORD_MAX_LENGTH} characters; not the e-mail address, and not a common password`,
  );

/** A password to compare. It may be older than the present rules. */
export const knownPassword = z.string().min(1).max(PASSWORD_MAX_LENGTH);

export const displayName = lineOfText(80).describe('Name that others see');

/** Mailed tokens and refresh tokens are 43 characters of base64url; anything of another shape is not looked up. */
export const opaqueToken = z.string().min(1).max(200);
