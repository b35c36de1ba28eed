import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { type AccountMailer, type AccountOwner, ownerOf } from '../account-mailer.ts';
import { findUser, type UserRow } from '../accounts.queries.ts';
import { lockAddress } from '../credentials/address-lock.ts';
import { callerProblem, mayMailStranger } from '../credentials/mail-budget.service.ts';
import {
  consumeToken,
  INVALID_ONE_TIME_TOKEN,
  issueToken,
  voidTokens,
} from '../credentials/one-time-tokens.service.ts';
import type { SecurityNotices } from '../credentials/security-notices.service.ts';

export interface EmailVerificationDeps {
  mailer: AccountMailer;
  notices: SecurityNotices;
}

export type EmailVerificationService = ReturnType<typeof createEmailVerificationService>;

export function createEmailVerificationService({ mailer, notices }: EmailVerificationDeps) {
  /** If the address belongs to another user, the mail tells that user instead. The caller sees no difference. */
  async function mailProof(tx: Em, user: UserRow, email: string): Promise<void> {
    if (!(await mayMailStranger(tx, email))) return;
    const owner = await row<AccountOwner>(
      tx,
      sql`select id, email, display_name, email_verified_at from app_user
          where email = ${email} and id <> ${user.id} and disabled_at is null and deleted_at is null`,
    );
    if (owner) {
      const resetToken = await issueToken(tx, owner.id, 'reset_password', email);
      await mailer.accountExists(tx, ownerOf(owner), { resetToken });
      return;
    }
    const token = await issueToken(tx, user.id, 'verify_email', email);
    // The mail to a new address belongs to no one: found among one's own jobs, or missed there, it would tell what the answer
    // does not.
    const id = email === user.email ? user.id : null;
    await mailer.emailVerification(tx, { id, email, displayName: user.display_name, about: user.id }, { token });
  }

  return {
    mailProof,

    /**
     * Proves the address that the token was sent to: the account's own, or the one it changes to. A new address that
     * someone else has taken in the meantime, or one given up again, is an invalid token.
     */
    async verify(em: Em, token: string): Promise<Problem | null> {
      return await transact(em, async (tx) => {
        const proven = await consumeToken(tx, token, 'verify_email');
        if (!proven) return INVALID_ONE_TIME_TOKEN;
        const { userId, email } = proven;
        await lockAddress(tx, email);
        const verified = await row<AccountOwner>(
          tx,
          sql`update app_user set email = ${email}, email_verified_at = now(), updated_at = now(),
                pending_email = case when pending_email = ${email} then null else pending_email end
              where id = ${userId} and disabled_at is null and deleted_at is null and (email = ${email} or pending_email = ${email})
                and not exists (select from app_user other where other.email = ${email} and other.id <> ${userId})
              returning new.id, old.email, new.display_name, old.email_verified_at`,
        );
        if (!verified) return INVALID_ONE_TIME_TOKEN;
        // A reset that was mailed to the address given up must not reach the account any more.
        if (verified.email !== email) {
          await voidTokens(tx, userId);
          await notices.addressChanged(tx, verified);
        }
        await recordEvent(tx, { name: 'account.email_verified', userId });
        return null;
      });
    },

    /** Mails the proof of the address that waits for it. 409 `already_verified` when none does. */
    async resend(em: Em, userId: string): Promise<Problem | null> {
      const user = await findUser(em, userId);
      if (!user) return notFound('The user');
      const email = user.pending_email ?? user.email;
      if (user.pending_email === null && user.email_verified_at !== null) {
        return problem(409, 'already_verified', 'The e-mail address is already verified.');
      }
      return await transact(em, async (tx) => {
        const refused = await callerProblem(tx, userId);
        if (refused) return refused;
        await mailProof(tx, user, email);
        return null;
      });
    },
  };
}
