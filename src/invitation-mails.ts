import type { MailInvitation } from './features/community/room-invitations.service.ts';
import { invitationLink } from './features/community/rooms.domain.ts';
import type { EmailService } from './features/email/email.service.ts';

/** Joins rooms, which say who is invited, to e-mail, which knows templates and ledger. */
export function createInvitationMailer(email: EmailService, publicUrl: string): MailInvitation {
  return async (tx, { email: address, token, inviterName, roomName, roomDescription, memberCount, message }) => {
    await email.sendTemplate(tx, {
      template: 'room-invitation',
      to: { address, name: '', userId: null },
      data: {
        displayName: '',
        inviterName,
        roomName,
        roomDescription: roomDescription ?? undefined,
        message: message ?? undefined,
        memberCount,
        url: invitationLink(publicUrl, token),
      },
      priority: 'normal',
      // Found among the inviter's jobs it would tell that nobody here has the address.
      requestedBy: null,
    });
  };
}
