import { z } from 'zod';
import { emailAddress } from '../../../platform/http/email-address.ts';
import { idInput } from '../../../platform/http/id-input.ts';
import { linesOfText } from '../../../platform/http/user-text.ts';
import { authorSchema } from '../../accounts/people/public-users.reads.ts';
import { instant, roomIdParams, roomVisibility } from '../rooms.schema.ts';

export const roomInvitationParams = roomIdParams.extend({ invitationId: idInput.describe('Id of the invitation') });
export const invitationParams = z.strictObject({ invitationId: idInput.describe('Id of the invitation') });

/** RFC 5321 allows 254 characters in a path. */

export const roomInvitationBody = z
  .strictObject({
    to: z
      .union([
        z.strictObject({ userId: idInput }),
        z.strictObject({ email: emailAddress.describe('Compared in lower case') }),
      ])
      .describe('A user, or the e-mail address of the recipient'),
    message: linesOfText(1_000).optional().describe('A message from the inviter'),
  })
  .meta({ id: 'NewRoomInvitation' });

export const roomInvitationSchema = z
  .strictObject({
    id: z.uuid(),
    roomId: z.uuid(),
    inviter: authorSchema,
    invitee: authorSchema.nullable().describe('null if an address was invited, even if it has an account'),
    email: z.string().nullable(),
    message: z.string().nullable(),
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'RoomInvitation' });

export const myInvitationSchema = z
  .strictObject({
    id: z.uuid(),
    room: z.strictObject({
      id: z.uuid(),
      name: z.string(),
      description: z.string().nullable(),
      visibility: roomVisibility,
      memberCount: z.int(),
    }),
    inviter: authorSchema,
    message: z.string().nullable(),
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'MyRoomInvitation' });

/** Tokens are 43 characters of base64url; anything of another shape is not looked up. */
export const redeemBody = z.strictObject({ token: z.string().min(1).max(200) }).meta({ id: 'RedeemInvitation' });
