import { createHmac } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { type Problem, problem } from '../../../platform/http/problem.ts';
import { newSecret, sha256 } from '../../../platform/secrets.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { PrincipalCache } from './principal-cache.ts';

export interface SessionTokens {
  accessToken: string;
  tokenType: 'Bearer';
  /** Seconds. */
  expiresIn: number;
  refreshToken: string;
  /** Seconds. */
  refreshExpiresIn: number;
}

export type RevocationReason =
  | 'logout'
  | 'reuse'
  | 'revoked'
  | 'password_changed'
  | 'password_reset'
  | 'disabled'
  | 'deleted';

/** Where a session is used from. */
export interface SessionClient {
  ip: string;
  userAgent: string | null;
}

export interface SessionsDeps {
  tokens: AccessTokens;
  cache: PrincipalCache;
  refreshTtlS: number;
  /** Seconds after its log-in at which a session ends, however it is refreshed. */
  maxAgeS: number;
  /** Keys of the successors of refresh tokens, the present one first. Other processes have the same. */
  successorKeys: readonly string[];
}

interface PresentedToken {
  session_id: string;
  user_id: string;
  usable: boolean;
}

/** The same for an unknown, an expired, a revoked and a reused token. */
const INVALID_REFRESH_TOKEN = problem(
  401,
  'invalid_refresh_token',
  'The refresh token is not valid, has expired or was revoked. Log in again.',
);

const DEVICE_CHARACTERS = 300;

/** A User-Agent as one line that can be stored and shown. */
function deviceOf(userAgent: string | null): string | null {
  const line = (userAgent ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim();
  return line === '' ? null : line.slice(0, DEVICE_CHARACTERS).toWellFormed();
}

/** Of one session: once in 15 minutes is what a client needs. */
const REFRESHES_PER_MINUTE = 30;
const TOO_OFTEN = problem(429, 'rate_limited', 'This session was refreshed too often. Try again in a minute.', {
  headers: { 'Retry-After': '60' },
});

/** Two tabs, or a client whose answer was lost, present the same token within this time. */
const GRACE = sql`interval '10 seconds'`;

/** Sessions that ended so long ago are of no interest to anybody; a person's next log-in takes them away. */
const FORGOTTEN = sql`interval '30 days'`;

export type SessionsService = ReturnType<typeof createSessionsService>;

/** Log-ins and the refresh tokens that keep them going. */
export function createSessionsService({ tokens, cache, refreshTtlS, maxAgeS, successorKeys }: SessionsDeps) {
  const until = (openedAt: RawBuilder<unknown>) =>
    sql`least(now() + make_interval(secs => ${refreshTtlS}), ${openedAt} + make_interval(secs => ${maxAgeS}))`;

  /** The token that follows another. Only hashes are stored, so it is derived to be the same when it is asked for again. */
  const successorOf = (refreshToken: string, key: string) =>
    createHmac('sha256', key).update(`refresh:${refreshToken}`).digest('base64url');

  async function handOut(tx: Em, userId: string, sessionId: string, refreshToken: string): Promise<SessionTokens> {
    await run(
      tx,
      sql`insert into refresh_token (token_hash, session_id, expires_at)
          select ${sha256(refreshToken)}, id, expires_at from user_session where id = ${sessionId}`,
    );
    return await present(tx, userId, sessionId, refreshToken);
  }

  async function present(tx: Em, userId: string, sessionId: string, refreshToken: string): Promise<SessionTokens> {
    const left = await row<{ seconds: number }>(
      tx,
      sql`select greatest(0, ceil(extract(epoch from expires_at - now())))::int as seconds from user_session where id = ${sessionId}`,
    );
    return {
      accessToken: await tokens.sign(userId, sessionId),
      tokenType: 'Bearer',
      expiresIn: tokens.ttlSeconds,
      refreshToken,
      refreshExpiresIn: left?.seconds ?? 0,
    };
  }

  /** The successor of a token that this client has used a moment ago; undefined when the token was reused. */
  async function repeated(tx: Em, presented: string, client: Buffer): Promise<string | undefined> {
    const candidates = successorKeys.map((key) => successorOf(presented, key));
    const found = await row<{ token_hash: Buffer }>(
      tx,
      sql`select next.token_hash from refresh_token used
          join refresh_token next on next.session_id = used.session_id and next.token_hash = any(${candidates.map(sha256)}::bytea[])
          where used.token_hash = ${sha256(presented)} and used.used_at > now() - ${GRACE} and used.used_by = ${client}`,
    );
    return candidates.find((candidate) => found && sha256(candidate).equals(found.token_hash));
  }

  async function revoke(tx: Em, sessionId: string, reason: RevocationReason): Promise<void> {
    await run(
      tx,
      sql`update user_session set revoked_at = now(), revoked_reason = ${reason} where id = ${sessionId} and revoked_at is null`,
    );
    cache.forgetSession(tx, sessionId);
  }

  return {
    revoke,

    async open(tx: Em, userId: string, { ip, userAgent }: SessionClient): Promise<SessionTokens> {
      await run(tx, sql`delete from user_session where user_id = ${userId} and expires_at < now() - ${FORGOTTEN}`);
      const session = await row<{ id: string }>(
        tx,
        sql`insert into user_session (user_id, expires_at, address, device, last_used_at)
            values (${userId}, ${until(sql`now()`)}, ${ip}, ${deviceOf(userAgent)}, now()) returning id`,
      );
      if (!session) throw new Error('An insert returned no row');
      return await handOut(tx, userId, session.id, newSecret());
    },

    /**
     * Exchanges a refresh token for new tokens. It works once, and for 10 seconds more for the same User-Agent, which gets the
     * same successor: two tabs refresh at once, and answers get lost. A token that comes again after that, or from another
     * client, was stolen or its thief was here first, so the whole session ends.
     */
    async refresh(em: Em, refreshToken: string, { ip, userAgent }: SessionClient): Promise<SessionTokens | Problem> {
      const client = sha256(userAgent ?? '');
      const [key] = successorKeys;
      if (key === undefined) throw new Error('There is no key for refresh tokens');
      return await transact(em, async (tx) => {
        const found = await row<PresentedToken>(
          tx,
          // The lock is on the session: refreshes of one family are served one after the other.
          sql`select s.id as session_id, s.user_id, s.revoked_at is null and t.expires_at > now() as usable
              from user_session s join refresh_token t on t.session_id = s.id
              where t.token_hash = ${sha256(refreshToken)} for update of s`,
        );
        if (!found) return INVALID_REFRESH_TOKEN;
        const often = await row(
          tx,
          sql`select from refresh_token where session_id = ${found.session_id} and created_at > now() - interval '1 minute'
              offset ${REFRESHES_PER_MINUTE}`,
        );
        if (often) return TOO_OFTEN;
        // Read again under the lock: what the statement above saw of the token may be older than the lock.
        const claimed = await run(
          tx,
          sql`update refresh_token set used_at = now(), used_by = ${client} where token_hash = ${sha256(refreshToken)} and used_at is null`,
        );
        const again = claimed === 0 ? await repeated(tx, refreshToken, client) : undefined;
        if (claimed === 0 && again === undefined) {
          await revoke(tx, found.session_id, 'reuse');
          await recordEvent(tx, { name: 'account.refresh_token_reused', userId: found.user_id });
          return INVALID_REFRESH_TOKEN;
        }
        const alive = await row(
          tx,
          sql`update user_session s set expires_at = ${until(sql`s.created_at`)}, address = ${ip},
                device = ${deviceOf(userAgent)}, last_used_at = now() from app_user u
              where s.id = ${found.session_id} and u.id = s.user_id and s.revoked_at is null
                and s.created_at > now() - make_interval(secs => ${maxAgeS})
                and u.disabled_at is null and u.deleted_at is null returning s.id`,
        );
        if (!found.usable || !alive) return INVALID_REFRESH_TOKEN;
        if (again !== undefined) return await present(tx, found.user_id, found.session_id, again);
        await recordEvent(tx, { name: 'account.session_refreshed', userId: found.user_id });
        return await handOut(tx, found.user_id, found.session_id, successorOf(refreshToken, key));
      });
    },

    /** Ends all sessions of a person, save one. */
    async revokeAll(tx: Em, userId: string, reason: RevocationReason, except: string | null = null): Promise<void> {
      await run(
        tx,
        sql`update user_session set revoked_at = now(), revoked_reason = ${reason}
            where user_id = ${userId} and revoked_at is null and id is distinct from ${except}::uuid`,
      );
      await cache.forgetUser(tx, userId);
    },
  };
}
