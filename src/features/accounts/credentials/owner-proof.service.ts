import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import { type Problem, problem } from '../../../platform/http/problem.ts';
import { confirmPassword } from './password-check.service.ts';
import type { Passwords } from './passwords.ts';

/** A log-in is as good as the password for so long. */
const FRESH = sql`interval '5 minutes'`;

export const OWNER_ONLY = problem(403, 'owner_only', 'Only the owner of the account can do this.');
const PASSWORD_REQUIRED = problem(
  403,
  'password_required',
  'Send `currentPassword`, or log in again: your log-in is more than five minutes old.',
);

/**
 * What must hold before a credential is made: the owner, who knows the password or has just logged in. A stolen access token alone
 * makes nothing that outlives it. Outside any transaction.
 */
export async function proveOwner(
  em: Em,
  passwords: Passwords,
  principal: Principal,
  user: { id: string; password_hash: string },
  password: string | undefined,
): Promise<Problem | null> {
  if (principal.kind !== 'user' || principal.userId !== user.id) return OWNER_ONLY;
  const { sessionId } = principal;
  if (password !== undefined) return await confirmPassword(em, passwords, user, { password, sessionId });
  const fresh = await row(
    em,
    sql`select from user_session where id = ${sessionId} and user_id = ${user.id} and created_at > now() - ${FRESH}`,
  );
  return fresh ? null : PASSWORD_REQUIRED;
}
