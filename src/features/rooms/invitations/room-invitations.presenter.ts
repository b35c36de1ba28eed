import type { z } from 'zod';
import type { Em } from '../../../platform/db/sql.ts';
import { findAuthors } from '../../accounts/people/public-users.reads.ts';
import type { InvitationRow, MyInvitationRow } from './room-invitations.queries.ts';
import type { myInvitationSchema, roomInvitationSchema } from './room-invitations.schema.ts';

type InvitationView = z.infer<typeof roomInvitationSchema>;
type MyInvitationView = z.infer<typeof myInvitationSchema>;

/** For those who manage the room, with all names in one query. */
export async function invitationPresenter(
  em: Em,
  found: readonly InvitationRow[],
): Promise<(invitation: InvitationRow) => InvitationView> {
  const ids = found.flatMap(({ inviterId, inviteeId }) => (inviteeId === null ? [inviterId] : [inviterId, inviteeId]));
  const author = await findAuthors(em, ids);
  return (invitation) => ({
    id: invitation.id,
    roomId: invitation.roomId,
    inviter: author(invitation.inviterId),
    invitee: invitation.inviteeId === null ? null : author(invitation.inviteeId),
    email: invitation.email,
    message: invitation.message,
    createdAt: invitation.createdAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
  });
}

/** For the invited person. */
export async function myInvitationPresenter(
  em: Em,
  found: readonly MyInvitationRow[],
): Promise<(invitation: MyInvitationRow) => MyInvitationView> {
  const author = await findAuthors(
    em,
    found.map(({ inviterId }) => inviterId),
  );
  return (invitation) => ({
    id: invitation.id,
    room: {
      id: invitation.roomId,
      name: invitation.roomName,
      description: invitation.roomDescription,
      visibility: invitation.visibility,
      memberCount: invitation.memberCount,
    },
    inviter: author(invitation.inviterId),
    message: invitation.message,
    createdAt: invitation.createdAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
  });
}
