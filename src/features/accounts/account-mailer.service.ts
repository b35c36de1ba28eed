import type { Em } from '../../platform/db/sql.ts';
import type { EmailService, TemplateMail } from '../email/email.service.ts';
import { passwordResetLink, TOKEN_MINUTES, verifyEmailLink } from './accounts.contract.ts';

export interface MailRecipient {
  /** Whose mail it is, and who finds its job among their own; null when nobody may. */
  id: string | null;
  /** Where it goes: for a change of address that is the new one, not yet the user's. */
  email: string;
  displayName: string;
}

/**
 * What accounts need of mail, given to them at composition. Each method enqueues one mail inside the transaction `tx`; accounts
 * themselves keep tokens as hashes only.
 */
export interface AccountMailer {
  /** To a new user. `verifyToken` proves the address at `POST /api/auth/verify-email`, for 24 hours. */
  welcome(tx: Em, to: MailRecipient, props: { verifyToken: string }): Promise<void>;
  /** The same proof again, or for a new address. */
  emailVerification(tx: Em, to: MailRecipient, props: { token: string }): Promise<void>;
  /** `token` sets a new password at `POST /api/auth/password-reset/confirm`, for 30 minutes. */
  passwordReset(tx: Em, to: MailRecipient, props: { token: string }): Promise<void>;
  /** To the owner of an address with which somebody tried to sign up again; they may have forgotten, so it resets too. */
  accountExists(tx: Em, to: MailRecipient, props: { resetToken: string }): Promise<void>;
}

/** People wait for these with the page open, so they go before digests and campaigns. */
const PRIORITY = 'high';

function addressed({ id, email, displayName }: MailRecipient) {
  const to: TemplateMail<'welcome'>['to'] = { address: email, name: displayName, userId: id };
  return { to, priority: PRIORITY, requestedBy: id } as const;
}

/**
 * Mails through the e-mail feature: one job for each.
 * @param publicUrl where the pages behind the links are served, without a slash at its end
 */
export function createAccountMailer(email: Pick<EmailService, 'sendTemplate'>, publicUrl: string): AccountMailer {
  return {
    async welcome(tx, to, { verifyToken }) {
      const data = { displayName: to.displayName, verifyUrl: verifyEmailLink(publicUrl, verifyToken) };
      await email.sendTemplate(tx, { template: 'welcome', data, ...addressed(to) });
    },
    async emailVerification(tx, to, { token }) {
      const data = { displayName: to.displayName, verifyUrl: verifyEmailLink(publicUrl, token) };
      await email.sendTemplate(tx, { template: 'email-verification', data, ...addressed(to) });
    },
    async passwordReset(tx, to, { token }) {
      const resetUrl = passwordResetLink(publicUrl, token);
      const data = { displayName: to.displayName, resetUrl, expiresInMinutes: TOKEN_MINUTES.reset_password };
      await email.sendTemplate(tx, { template: 'password-reset', data, ...addressed(to) });
    },
    async accountExists(tx, to, { resetToken }) {
      const data = { displayName: to.displayName, resetUrl: passwordResetLink(publicUrl, resetToken) };
      await email.sendTemplate(tx, { template: 'account-exists', data, ...addressed(to) });
    },
  };
}
