import { sql } from 'kysely';
import { type Em, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { isSelfOrAdmin, type Principal } from '../../../platform/http/principal.ts';
import { isProblem, notFound, type Problem } from '../../../platform/http/problem.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { findUser, type UserRow } from '../accounts.queries.ts';
import { revokeKeysOf } from '../api-keys/revoke-keys.ts';
import { callerProblem } from '../credentials/mail-budget.service.ts';
import { voidTokens } from '../credentials/one-time-tokens.service.ts';
import { OWNER_ONLY, proveOwner } from '../credentials/owner-proof.service.ts';
import { WRONG_PASSWORD } from '../credentials/password-check.service.ts';
import { type Passwords, passwordProblem } from '../credentials/passwords.ts';
import type { SecurityNotices } from '../credentials/security-notices.service.ts';
import { normalizeEmail } from '../email-address.domain.ts';
import { indexNames } from '../people/name-index.service.ts';
import type { SessionsService } from '../sessions/sessions.service.ts';
import type { EmailVerificationService } from './email-verification.service.ts';

export interface UserPatch {
  displayName?: string | undefined;
  email?: string | undefined;
  password?: string | undefined;
  currentPassword?: string | undefined;
}

export interface UsersDeps {
  passwords: Passwords;
  sessions: SessionsService;
  verification: EmailVerificationService;
  notices: SecurityNotices;
}

const NOT_FOUND = notFound('The user');

export function createUsersService({ passwords, sessions, verification, notices }: UsersDeps) {
  async function changePassword(tx: Em, user: UserRow, hash: string, keepSession: string | null): Promise<boolean> {
    const changed = await run(
      tx,
      sql`update app_user set password_hash = ${hash}, updated_at = now()
          where id = ${user.id} and password_hash = ${user.password_hash} and deleted_at is null`,
    );
    if (changed === 0) return false;
    await sessions.revokeAll(tx, user.id, 'password_changed', keepSession);
    await voidTokens(tx, user.id, 'reset_password');
    await revokeKeysOf(tx, user.id);
    await notices.passwordChanged(tx, user);
    await recordDeed(tx, 'account.password_changed', { targetId: user.id });
    await recordEvent(tx, { name: 'account.password_changed', userId: user.id });
    return true;
  }

  /** The new address waits until it is proven; until then the old one holds. */
  async function changeEmail(tx: Em, user: UserRow, email: string): Promise<void> {
    const pending = email === user.email ? null : email;
    await voidTokens(tx, user.id, 'verify_email');
    const changed = await run(
      tx,
      sql`update app_user set pending_email = ${pending}, updated_at = now() where id = ${user.id} and deleted_at is null`,
    );
    if (changed > 0 && pending !== null) await verification.mailProof(tx, user, pending);
  }

  /** What must hold before an address or a password changes: the owner, at the keyboard, knowing the password. */
  async function confirmOwner(em: Em, principal: Principal, user: UserRow, patch: UserPatch): Promise<Problem | null> {
    if (principal.userId !== user.id) return OWNER_ONLY;
    const weak = patch.password === undefined ? null : passwordProblem(patch.password, user.email, 'body.password');
    if (weak) return weak;
    return await proveOwner(em, passwords, principal, user, patch.currentPassword);
  }

  return {
    /** Anybody who is signed in may look a person up; how much they see is the presenter's business. */
    async get(em: Em, userId: string): Promise<UserRow | Problem> {
      return (await findUser(em, userId)) ?? NOT_FOUND;
    },

    /** Address and password need the current password (403 `wrong_password`); a new password ends the other sessions. */
    async update(em: Em, principal: Principal, userId: string, patch: UserPatch): Promise<UserRow | Problem> {
      const user = await findUser(em, userId);
      if (!user || !isSelfOrAdmin(principal, userId)) return NOT_FOUND;
      if (patch.email !== undefined || patch.password !== undefined) {
        const refused = await confirmOwner(em, principal, user, patch);
        if (refused) return refused;
      }
      const refused = patch.email === undefined ? null : await callerProblem(em, user.id);
      if (refused) return refused;
      const hash = patch.password === undefined ? null : await passwords.hash(patch.password);
      if (isProblem(hash)) return hash;
      const keepSession = principal.kind === 'user' ? principal.sessionId : null;
      return await transact(em, async (tx) => {
        if (hash !== null && !(await changePassword(tx, user, hash, keepSession))) return WRONG_PASSWORD;
        if (patch.email !== undefined) await changeEmail(tx, user, normalizeEmail(patch.email));
        if (patch.displayName !== undefined) {
          const renamed = await run(
            tx,
            sql`update app_user set display_name = ${patch.displayName}, updated_at = now()
                where id = ${userId} and deleted_at is null`,
          );
          if (renamed > 0) await indexNames(tx, [{ id: userId, name: patch.displayName }]);
        }
        return (await findUser(tx, userId)) ?? NOT_FOUND;
      });
    },
  };
}
