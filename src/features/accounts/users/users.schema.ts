import { z } from 'zod';
import { ROLES } from '../../../platform/http/principal.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { imageSchema } from '../../../platform/media/image-view.ts';
import { accountAddress, displayName, instant, knownPassword, newPassword } from '../accounts.schema.ts';

export const roleSchema = z.enum(ROLES);

/** What every signed-in user sees of a user. */
export const publicUserSchema = z
  .strictObject({
    id: z.uuid(),
    displayName: z.string(),
    avatar: imageSchema.nullable(),
    role: roleSchema,
    createdAt: instant,
  })
  .meta({ id: 'PublicUser' });

/** What the user and admins see. */
export const privateUserSchema = z
  .strictObject({
    id: z.uuid(),
    displayName: z.string(),
    avatar: imageSchema.nullable(),
    role: roleSchema,
    createdAt: instant,
    email: z.string(),
    emailVerifiedAt: instant.nullable(),
    pendingEmail: z.string().nullable().describe('Address that replaces `email` once it is verified'),
    disabledAt: instant.nullable().describe('When an admin disabled the account'),
  })
  .meta({ id: 'PrivateUser' });

export const userPatchBody = z
  .strictObject({
    displayName: displayName.optional(),
    email: accountAddress.optional(),
    password: newPassword.optional(),
    currentPassword: knownPassword.optional().describe('Required with `email` and with `password`'),
  })
  .refine(({ displayName, email, password }) => [displayName, email, password].some((field) => field !== undefined), {
    message: 'Name at least one of displayName, email, password',
  })
  .refine(
    ({ email, password, currentPassword }) =>
      currentPassword !== undefined || (email === undefined && password === undefined),
    { path: ['currentPassword'], message: 'Required to change the e-mail address or the password' },
  )
  .meta({ id: 'UserPatch' });

export const userListQuery = {
  name: lineOfText(100).optional().describe('Only users of whose name a word starts so, in any script and case'),
  role: roleSchema.optional().describe('Only users with this role'),
  email: accountAddress.optional().describe('Only the user with this address'),
  disabled: z.enum(['true', 'false']).optional().describe('`true`: only disabled users; `false`: only the others'),
};

export const roleBody = z.strictObject({ role: roleSchema });
export const disabledBody = z.strictObject({ disabled: z.boolean() });
