import type { Em } from '../../platform/db/sql.ts';
import type { SecurityEvent } from './accounts.contract.ts';

/** What a mail to the owner of an account needs to know. */
export interface AccountOwner {
  id: string;
  email: string;
  display_name: string;
  email_verified_at: Date | null;
}

export interface MailRecipient {
  /** Whose mail it is, and who finds its job among their own; null when no one may. */
  id: string | null;
  /** Where it goes: for a change of address that is the new one, not yet the user's. */
  email: string;
  displayName: string;
  /** Whom the mail concerns where it belongs to no one: it is erased with their account. */
  about?: string;
}

/** The owner of an account as the recipient of a mail. An unverified address may be a stranger's, so it is not shown the name. */
export function ownerOf(user: AccountOwner): MailRecipient {
  return { id: user.id, email: user.email, displayName: user.email_verified_at === null ? '' : user.display_name };
}

export interface SecurityNotice {
  event: SecurityEvent;
  /** ISO 8601. */
  at: string;
  /** Name of the API key that was created. */
  key?: string;
  /** Network address it came from, where it is known. */
  from?: string;
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
  /** To the owner of an address with which someone tried to sign up again; they may have forgotten, so it resets too. */
  accountExists(tx: Em, to: MailRecipient, props: { resetToken: string }): Promise<void>;
  /** Tells the owner what was done. */
  securityNotice(tx: Em, to: MailRecipient, props: SecurityNotice): Promise<void>;
  /** To the former address of an account that is being deleted. `receiptToken` shows how far it is. */
  accountDeleted(tx: Em, to: MailRecipient, props: { receiptToken: string }): Promise<void>;
}
