import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { isProblem, type Problem } from '../../../platform/http/problem.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { type AccountMailer, type AccountOwner, ownerOf } from '../account-mailer.ts';
import { findUserByEmail } from '../accounts.queries.ts';
import { revokeKeysOf } from '../api-keys/revoke-keys.ts';
import { mayMailReset } from '../credentials/mail-budget.service.ts';
import {
  consumeToken,
  INVALID_ONE_TIME_TOKEN,
  issueToken,
  peekToken,
  voidTokens,
} from '../credentials/one-time-tokens.service.ts';
import { forgiveAccount } from '../credentials/password-check.service.ts';
import { type Passwords, passwordProblem } from '../credentials/passwords.ts';
import type { SecurityNotices } from '../credentials/security-notices.service.ts';
import { normalizeEmail } from '../email-address.domain.ts';
import type { SessionsService } from '../sessions/sessions.service.ts';

/** No answer comes sooner: several times what the work takes for an account, so that the time tells nothing. */
const ANSWER_AFTER_MS = 60;

export interface PasswordResetDeps {
  passwords: Passwords;
  sessions: SessionsService;
  mailer: AccountMailer;
  notices: SecurityNotices;
}

export function createPasswordResetService({ passwords, sessions, mailer, notices }: PasswordResetDeps) {
  async function mailToken(em: Em, email: string, ip: string): Promise<void> {
    await transact(em, async (tx) => {
      const user = await findUserByEmail(tx, email);
      const may = await mayMailReset(tx, { email, ip, userId: user?.id ?? null });
      if (!may || !user || user.disabled_at !== null) return;
      const token = await issueToken(tx, user.id, 'reset_password', email);
      await mailer.passwordReset(tx, ownerOf(user), { token });
      await recordEvent(tx, { name: 'account.password_reset_requested', userId: user.id });
    });
  }

  return {
    /** Mails a token if there is such an account. Only the mailbox learns whether there is. Floods to one address are held back. */
    async request(em: Em, address: string, ip: string): Promise<void> {
      await Promise.all([mailToken(em, normalizeEmail(address), ip), sleep(ANSWER_AFTER_MS)]);
    },

    /**
     * Sets a new password by a mailed token, ends all sessions, revokes all API keys and voids every other token. The holder of the
     * token reads the mailbox, so the address counts as verified.
     */
    async confirm(em: Em, token: string, password: string): Promise<Problem | null> {
      const proven = await peekToken(em, token, 'reset_password');
      if (!proven) return INVALID_ONE_TIME_TOKEN;
      const weak = passwordProblem(password, proven.email, 'body.password');
      if (weak) return weak;
      const hash = await passwords.hash(password);
      if (isProblem(hash)) return hash;
      return await transact(em, async (tx) => {
        const used = await consumeToken(tx, token, 'reset_password');
        if (!used) return INVALID_ONE_TIME_TOKEN;
        const user = await row<AccountOwner>(
          tx,
          sql`update app_user set password_hash = ${hash}, pending_email = null, updated_at = now(),
                email_verified_at = coalesce(email_verified_at, now())
              where id = ${used.userId} and email = ${used.email} and disabled_at is null and deleted_at is null
              returning id, email, display_name, email_verified_at`,
        );
        if (!user) return INVALID_ONE_TIME_TOKEN;
        await revokeKeysOf(tx, used.userId);
        await notices.passwordChanged(tx, user);
        await sessions.revokeAll(tx, used.userId, 'password_reset');
        await voidTokens(tx, used.userId);
        await forgiveAccount(tx, used.email);
        await recordDeed(tx, 'account.password_changed', { targetId: used.userId, actorId: used.userId });
        await recordEvent(tx, { name: 'account.password_reset', userId: used.userId });
        return null;
      });
    },
  };
}
