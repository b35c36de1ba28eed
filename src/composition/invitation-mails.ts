import type { EmailService } from '../features/email/email.service.ts';
import { invitationTexts } from '../features/email/templates/invitation-text.domain.ts';
import type { MailInvitation } from '../features/rooms/invitations/room-invitations.service.ts';
import { invitationLink } from '../features/rooms/rooms.domain.ts';

/** Joins rooms, which say who is invited, to e-mail, which knows templates and ledger. */
export function createInvitationMailer(email: EmailService, publicUrl: string): MailInvitation {
  return async (tx, { email: address, token, memberCount, ...texts }) => {
    await email.sendTemplate(tx, {
      template: 'room-invitation',
      to: { address, name: '', userId: null },
      data: {
        displayName: '',
        ...invitationTexts(texts),
        memberCount,
        url: invitationLink(publicUrl, token),
      },
      priority: 'normal',
      // Found among the inviter's jobs it would tell that no one here has the address.
      requestedBy: null,
    });
  };
}
