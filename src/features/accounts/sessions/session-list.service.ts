import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { isSelfOrAdmin, type Principal } from '../../../platform/http/principal.ts';
import { notFound, type Problem } from '../../../platform/http/problem.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import type { SessionsService } from './sessions.service.ts';

export interface SessionRow {
  id: string;
  address: string | null;
  device: string | null;
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date;
}

const NO_USER = notFound('The user');
const LIVING = sql`revoked_at is null and expires_at > now()`;

/** What a user sees of their log-ins, and ends; admins those of all users. */
export function createSessionList(sessions: SessionsService) {
  async function mayManage(em: Em, principal: Principal, userId: string): Promise<boolean> {
    if (!isSelfOrAdmin(principal, userId)) return false;
    return (await row(em, sql`select from app_user where id = ${userId} and deleted_at is null`)) !== undefined;
  }

  return {
    /** Log-ins that are not over, newest first, below `before`. */
    async list(
      em: Em,
      principal: Principal,
      userId: string,
      limit: number,
      before: string | null,
    ): Promise<SessionRow[] | Problem> {
      if (!(await mayManage(em, principal, userId))) return NO_USER;
      return await rows(
        em,
        sql`select id, address, device, created_at, last_used_at, expires_at from user_session
            where user_id = ${userId} and ${LIVING} and (${before}::uuid is null or id < ${before})
            order by id desc limit ${limit}`,
      );
    },

    /** Ends one log-in: its tokens are refused at once here, within seconds elsewhere. */
    async revoke(em: Em, principal: Principal, userId: string, sessionId: string): Promise<Problem | null> {
      if (!(await mayManage(em, principal, userId))) return NO_USER;
      return await transact(em, async (tx) => {
        const living = await row(
          tx,
          sql`select from user_session where id = ${sessionId} and user_id = ${userId} and ${LIVING} for update`,
        );
        if (!living) return notFound('The session');
        await sessions.revoke(tx, sessionId, 'revoked');
        await recordDeed(tx, 'account.sessions_revoked', { targetId: userId, details: { sessions: 1 } });
        return null;
      });
    },

    /** Ends all log-ins, save the one that asks. */
    async revokeAll(em: Em, principal: Principal, userId: string): Promise<Problem | null> {
      if (!(await mayManage(em, principal, userId))) return NO_USER;
      const kept = principal.kind === 'user' ? principal.sessionId : null;
      return await transact(em, async (tx) => {
        const ended = await rows(
          tx,
          sql`select from user_session where user_id = ${userId} and ${LIVING} and id is distinct from ${kept}::uuid for update`,
        );
        await sessions.revokeAll(tx, userId, 'revoked', kept);
        await recordDeed(tx, 'account.sessions_revoked', { targetId: userId, details: { sessions: ended.length } });
        return null;
      });
    },
  };
}
