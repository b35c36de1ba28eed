import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { isSelfOrAdmin, type Principal } from '../../../platform/http/principal.ts';
import { invalidRequest, notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import type { ApiKeyScope } from '../accounts.contract.ts';
import { grantedScopes } from '../accounts.policy.ts';
import { findUser } from '../accounts.queries.ts';
import { OWNER_ONLY, proveOwner } from '../credentials/owner-proof.service.ts';
import type { Passwords } from '../credentials/passwords.ts';
import type { SecurityNotices } from '../credentials/security-notices.service.ts';
import type { PrincipalCache } from '../sessions/principal-cache.ts';
import { newApiKey } from './api-key-secret.ts';

/** Keys of one person that are not revoked: a server needs one or two. */
export const MAX_API_KEYS = 20;

export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: ApiKeyScope[];
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
}

const COLUMNS = sql`id, name, prefix, scopes, created_at, expires_at, last_used_at`;

export interface NewKey {
  name: string;
  scopes: readonly ApiKeyScope[];
  /** ISO 8601, in the future. */
  expiresAt: string | null;
  currentPassword?: string | undefined;
}

export interface ApiKeysDeps {
  cache: PrincipalCache;
  passwords: Passwords;
  notices: SecurityNotices;
}

export function createApiKeysService({ cache, passwords, notices }: ApiKeysDeps) {
  return {
    /** Keys that are not revoked, newest first, below `before`. */
    async list(
      em: Em,
      principal: Principal,
      userId: string,
      limit: number,
      before: string | null,
    ): Promise<ApiKeyRow[] | Problem> {
      if (!isSelfOrAdmin(principal, userId)) return notFound('The user');
      const known = await row(em, sql`select id from app_user where id = ${userId} and deleted_at is null`);
      if (!known) return notFound('The user');
      return await rows(
        em,
        sql`select ${COLUMNS} from api_key where user_id = ${userId} and revoked_at is null
              and (${before}::uuid is null or id < ${before}) order by id desc limit ${limit}`,
      );
    },

    /** The key in clear is returned here and never again. Only the owner makes one, by password or after a fresh log-in. */
    async create(
      em: Em,
      principal: Principal,
      userId: string,
      input: NewKey,
    ): Promise<{ row: ApiKeyRow; key: string } | Problem> {
      if (!isSelfOrAdmin(principal, userId)) return notFound('The user');
      if (principal.userId !== userId) return OWNER_ONLY;
      const user = await findUser(em, userId);
      if (!user) return notFound('The user');
      const unproven = await proveOwner(em, passwords, principal, user, input.currentPassword);
      if (unproven) return unproven;
      const scopes = [...new Set(input.scopes)];
      if (grantedScopes(principal.role, scopes).length !== scopes.length) {
        return problem(403, 'scope_not_allowed', 'Your role does not allow all of these scopes.');
      }
      return await transact(em, async (tx) => {
        // Locked first and counted by the next statement, so that two requests do not both see room for one more.
        const owner = await row(
          tx,
          sql`select id from app_user where id = ${userId} and deleted_at is null for no key update`,
        );
        if (!owner) return notFound('The user');
        const state = await row<{ keys: number; future: boolean }>(
          tx,
          sql`select count(*)::int as keys, coalesce(${input.expiresAt}::timestamptz > now(), true) as future
              from api_key where user_id = ${userId} and revoked_at is null`,
        );
        if (!state?.future) {
          return invalidRequest([{ field: 'body.expiresAt', code: 'in_the_past', message: 'Must be in the future' }]);
        }
        if (state.keys >= MAX_API_KEYS) {
          return problem(409, 'too_many_api_keys', `There are ${MAX_API_KEYS} keys already. Revoke one first.`);
        }
        const { key, prefix, hash } = newApiKey();
        const made = await row<ApiKeyRow>(
          tx,
          sql`insert into api_key (user_id, name, prefix, secret_hash, scopes, expires_at)
              values (${userId}, ${input.name}, ${prefix}, ${hash}, ${scopes}::text[], ${input.expiresAt}::timestamptz)
              returning ${COLUMNS}`,
        );
        if (!made) throw new Error('An insert returned no row');
        await notices.apiKeyCreated(tx, user, input.name);
        await recordDeed(tx, 'account.api_key_created', { targetId: made.id, details: { scopes } });
        await recordEvent(tx, { name: 'account.api_key_created', userId, properties: { keyId: made.id, scopes } });
        return { row: made, key };
      });
    },

    async revoke(em: Em, principal: Principal, userId: string, keyId: string): Promise<Problem | null> {
      if (!isSelfOrAdmin(principal, userId)) return notFound('The user');
      return await transact(em, async (tx) => {
        const revoked = await run(
          tx,
          sql`update api_key set revoked_at = now() where id = ${keyId} and user_id = ${userId} and revoked_at is null`,
        );
        if (revoked === 0) return notFound('The key');
        await cache.forgetUser(tx, userId);
        await recordDeed(tx, 'account.api_key_revoked', { targetId: keyId });
        await recordEvent(tx, { name: 'account.api_key_revoked', userId, properties: { keyId } });
        return null;
      });
    },
  };
}
