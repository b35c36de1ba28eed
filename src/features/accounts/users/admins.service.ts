import { sql } from 'kysely';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Role } from '../../../platform/http/principal.ts';
import { notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { findUser, type UserRow } from '../accounts.queries.ts';
import type { PrincipalCache } from '../sessions/principal-cache.ts';
import type { SessionsService } from '../sessions/sessions.service.ts';

const LAST_ADMIN = problem(409, 'last_admin', 'This is the only admin. Make another user an admin first.');

/** Refuses what would leave no one in charge. All admins' rows are locked, so two cannot remove each other at once. */
export async function lastAdminProblem(tx: Em, userId: string): Promise<Problem | null> {
  const admins = await rows<{ id: string }>(
    tx,
    sql`select id from app_user where role = 'admin' and disabled_at is null and deleted_at is null order by id for update`,
  );
  return admins.length === 1 && admins[0]?.id === userId ? LAST_ADMIN : null;
}

export interface AdminsDeps {
  cache: PrincipalCache;
  sessions: SessionsService;
}

/** What admins do to other people's accounts. */
export function createAdminsService({ cache, sessions }: AdminsDeps) {
  return {
    async setRole(em: Em, by: string, userId: string, role: Role): Promise<UserRow | Problem> {
      return await transact(em, async (tx) => {
        const refused = role === 'admin' ? null : await lastAdminProblem(tx, userId);
        if (refused) return refused;
        const changed = await run(
          tx,
          sql`update app_user set role = ${role}, updated_at = now() where id = ${userId} and deleted_at is null`,
        );
        if (changed === 0) return notFound('The user');
        await cache.forgetUser(tx, userId);
        await recordDeed(tx, 'account.role_changed', { targetId: userId, details: { role } });
        await recordEvent(tx, { name: 'account.role_changed', userId, properties: { role, by } });
        return (await findUser(tx, userId)) ?? notFound('The user');
      });
    },

    /** A disabled account cannot log in, and its sessions end; its keys work again once it is enabled. */
    async setDisabled(em: Em, by: string, userId: string, disabled: boolean): Promise<UserRow | Problem> {
      return await transact(em, async (tx) => {
        const refused = disabled ? await lastAdminProblem(tx, userId) : null;
        if (refused) return refused;
        const since = disabled ? sql`coalesce(disabled_at, now())` : sql`null`;
        const changed = await run(
          tx,
          sql`update app_user set disabled_at = ${since}, updated_at = now() where id = ${userId} and deleted_at is null`,
        );
        if (changed === 0) return notFound('The user');
        if (disabled) await sessions.revokeAll(tx, userId, 'disabled');
        else await cache.forgetUser(tx, userId);
        await recordDeed(tx, disabled ? 'account.disabled' : 'account.enabled', { targetId: userId });
        await recordEvent(tx, {
          name: disabled ? 'account.disabled' : 'account.enabled',
          userId,
          properties: { by },
        });
        return (await findUser(tx, userId)) ?? notFound('The user');
      });
    },
  };
}
