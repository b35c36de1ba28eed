import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { isSelfOrAdmin, type Principal } from '../../../platform/http/principal.ts';
import { invalidRequest, notFound, type Problem } from '../../../platform/http/problem.ts';
import type { Enqueue } from '../../../platform/jobs/enqueue.ts';
import { newSecret, sha256 } from '../../../platform/secrets.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { type AccountMailer, ownerOf } from '../account-mailer.ts';
import { findUser, type UserRow } from '../accounts.queries.ts';
import { mayMailStranger } from '../credentials/mail-budget.service.ts';
import { voidTokens } from '../credentials/one-time-tokens.service.ts';
import { OWNER_ONLY } from '../credentials/owner-proof.service.ts';
import { confirmPassword, WRONG_PASSWORD } from '../credentials/password-check.service.ts';
import type { Passwords } from '../credentials/passwords.ts';
import { forgetName } from '../people/name-index.service.ts';
import type { SessionsService } from '../sessions/sessions.service.ts';
import { lastAdminProblem } from '../users/admins.service.ts';
import { erasureJobType } from './erasure.jobs.ts';
import { findReceipt, type ReceiptRow } from './erasure.queries.ts';

export interface ErasureDeps {
  passwords: Passwords;
  sessions: SessionsService;
  mailer: AccountMailer;
  enqueue: Enqueue;
  /** See {@link EraseAccountInput}. */
  graceMs: number;
}

export interface RequestedDeletion {
  receipt: ReceiptRow;
  /** In clear here and in the mail, and never again. */
  token: string;
  jobId: string;
}

const NOT_FOUND = notFound('The user');
const PASSWORD_NEEDED = invalidRequest([
  { field: 'body.currentPassword', code: 'required', message: 'Required to delete your own account' },
]);

/** Closes accounts at once, and has everything that is left of them removed or anonymised by a job. */
export function createErasureService({ passwords, sessions, mailer, enqueue, graceMs }: ErasureDeps) {
  /**
   * Takes everything out of the row that says who it was; the row stays, since others' rows point at it. From here on no one
   * signs in, sessions and keys are refused, mailed tokens void, and the address is free.
   */
  async function close(tx: Em, userId: string): Promise<void> {
    await run(
      tx,
      sql`update app_user set email = null, pending_email = null, display_name = 'Deleted user', password_hash = null,
            role = 'user', email_verified_at = null, disabled_at = null, deleted_at = now(), updated_at = now()
          where id = ${userId}`,
    );
    await forgetName(tx, userId);
    await run(tx, sql`update api_key set revoked_at = now(), name = 'deleted' where user_id = ${userId}`);
    await sessions.revokeAll(tx, userId, 'deleted');
    await voidTokens(tx, userId);
  }

  /** Writes the receipt and the job that fills it. What closing the account did is its first line. */
  async function writeReceipt(tx: Em, user: UserRow, by: string): Promise<RequestedDeletion> {
    const token = newSecret();
    const addresses = [user.email, user.pending_email].filter((address) => address !== null);
    const job = await enqueue(tx, {
      type: erasureJobType,
      input: { graceMs },
      summary: 'delete an account',
      // The person cannot look at jobs any more.
      requestedBy: by === user.id ? null : by,
      beside: sql`insert into account_deletion (user_id, requested_by, job_id, token_hash, addresses, counts)
        select ${user.id}::uuid, ${by}::uuid, queued.id, ${sha256(token)}, ${addresses}::text[],
          jsonb_build_object('accounts.profile', 1)
        from queued`,
    });
    const receipt = await findReceipt(tx, token);
    if (!receipt) throw new Error('An insert left no row');
    return { receipt, token, jobId: job.id };
  }

  return {
    /**
     * Closes the account at once and for good. Owners need their password: 400 without, 403 `wrong_password`. 409 `last_admin` for
     * the only one there is.
     */
    async request(
      em: Em,
      principal: Principal,
      userId: string,
      password: string | undefined,
    ): Promise<RequestedDeletion | Problem> {
      const known = isSelfOrAdmin(principal, userId) ? await findUser(em, userId) : undefined;
      if (!known) return NOT_FOUND;
      const isOwner = principal.userId === known.id;
      if (isOwner) {
        if (password === undefined) return PASSWORD_NEEDED;
        if (principal.kind !== 'user') return OWNER_ONLY;
        const refused = await confirmPassword(em, passwords, known, { password, sessionId: principal.sessionId });
        if (refused) return refused;
      }
      return await transact(em, async (tx) => {
        const refused = await lastAdminProblem(tx, userId);
        if (refused) return refused;
        // Locked and read again: of two requests one deletes, and a password that was changed meanwhile is not the one given.
        await row(tx, sql`select from app_user where id = ${userId} for update`);
        const user = await findUser(tx, userId);
        if (!user) return NOT_FOUND;
        if (isOwner && user.password_hash !== known.password_hash) return WRONG_PASSWORD;
        await close(tx, userId);
        const requested = await writeReceipt(tx, user, principal.userId);
        if (user.email_verified_at !== null || (await mayMailStranger(tx, user.email))) {
          await mailer.accountDeleted(tx, ownerOf(user), { receiptToken: requested.token });
        }
        await recordDeed(tx, 'account.deleted', { targetId: userId });
        await recordEvent(tx, { name: 'account.deleted', userId, properties: { by: principal.userId } });
        return requested;
      });
    },

    /** The same 404 for every token that is none. */
    async receipt(em: Em, token: string): Promise<ReceiptRow | Problem> {
      return (await findReceipt(em, token)) ?? notFound('The receipt');
    },
  };
}
