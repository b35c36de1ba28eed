import type { AccountMailer, MailRecipient } from '../features/accounts/account-mailer.ts';
import { deletionReceiptLink, passwordResetLink, verifyEmailLink } from '../features/accounts/accounts.contract.ts';
import type { EmailService, TemplateMail } from '../features/email/email.service.ts';
import type { TemplateName } from '../features/email/templates/template-names.contract.ts';
import type { Em } from '../platform/db/sql.ts';

/** Joins accounts, which say what happened, to e-mail, which knows templates and ledger. */
export function createAccountMailer(email: EmailService, publicUrl: string): AccountMailer {
  async function send<Name extends TemplateName>(
    tx: Em,
    to: MailRecipient,
    mail: Pick<TemplateMail<Name>, 'template' | 'data'> & { requestedBy?: string | null },
  ): Promise<void> {
    await email.sendTemplate(tx, {
      requestedBy: to.id,
      about: to.about === undefined ? [] : [to.about],
      ...mail,
      to: { address: to.email, name: to.displayName, userId: to.id },
      // Someone sits in front of the form and waits for it.
      priority: 'critical',
    });
  }
  return {
    // An unverified address may be a stranger's, and the caller who typed the address also chose the name.
    welcome: (tx, to, { verifyToken }) =>
      send(
        tx,
        { ...to, displayName: '' },
        {
          template: 'welcome',
          data: { displayName: '', verifyUrl: verifyEmailLink(publicUrl, verifyToken) },
        },
      ),
    emailVerification: (tx, to, { token }) =>
      send(
        tx,
        { ...to, displayName: '' },
        {
          template: 'email-verification',
          data: { displayName: '', verifyUrl: verifyEmailLink(publicUrl, token) },
        },
      ),
    passwordReset: (tx, to, { token }) =>
      send(tx, to, {
        template: 'password-reset',
        data: { displayName: to.displayName, resetUrl: passwordResetLink(publicUrl, token), expiresInMinutes: 30 },
      }),
    accountExists: (tx, to, { resetToken }) =>
      send(tx, to, {
        template: 'account-exists',
        data: { displayName: to.displayName, resetUrl: passwordResetLink(publicUrl, resetToken) },
      }),
    securityNotice: (tx, to, notice) =>
      send(tx, to, {
        template: 'security-notice',
        data: { displayName: to.displayName, ...notice },
      }),
    accountDeleted: (tx, to, { receiptToken }) =>
      send(tx, to, {
        template: 'account-deleted',
        data: { displayName: to.displayName, receiptUrl: deletionReceiptLink(publicUrl, receiptToken), receiptToken },
        // They cannot look at jobs any more.
        requestedBy: null,
      }),
  };
}
