import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import { afterCommit } from '../../../platform/db/transaction.ts';
import type { Role } from '../../../platform/http/principal.ts';
import { TtlCache } from '../../../platform/ttl-cache.ts';

export interface LiveSession {
  userId: string;
  role: Role;
}

export interface LiveKey extends LiveSession {
  keyId: string;
  hash: Buffer;
  scopes: string[];
  expiresAt: Date | null;
}

/** A key's `last_used_at` is written at most once in this time, or each request would write. */
const LAST_USED_RESOLUTION = sql`interval '1 minute'`;

async function loadSession(em: Em, sessionId: string): Promise<LiveSession | null> {
  const found = await row<LiveSession>(
    em,
    sql`select u.id as "userId", u.role from user_session s join app_user u on u.id = s.user_id
        where s.id = ${sessionId} and s.revoked_at is null and s.expires_at > now()
          and u.disabled_at is null and u.deleted_at is null`,
  );
  return found ?? null;
}

async function loadKey(em: Em, prefix: string): Promise<LiveKey | null> {
  const found = await row<LiveKey>(
    em,
    sql`select k.id as "keyId", k.secret_hash as hash, k.scopes, k.expires_at as "expiresAt", u.id as "userId", u.role
        from api_key k join app_user u on u.id = k.user_id
        where k.prefix = ${prefix} and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
          and u.disabled_at is null and u.deleted_at is null`,
  );
  return found ?? null;
}

/**
 * Whether sessions and keys still hold and what role their owners have, at most `ttlMs` old: a revocation reaches other
 * instances within that time, and this one as soon as it is committed.
 */
export class PrincipalCache {
  readonly #sessions: TtlCache<LiveSession | null>;
  readonly #keys: TtlCache<LiveKey | null>;
  readonly #createEm: () => Em;

  constructor(createEm: () => Em, ttlMs: number) {
    this.#createEm = createEm;
    this.#sessions = new TtlCache(ttlMs);
    this.#keys = new TtlCache(ttlMs);
  }

  async session(sessionId: string): Promise<LiveSession | null> {
    return await this.#sessions.getOrLoad(sessionId, () => loadSession(this.#createEm(), sessionId));
  }

  /** Whether a key of this prefix is known without a look-up. */
  holdsKey(prefix: string): boolean {
    return (this.#keys.get(prefix) ?? null) !== null;
  }

  async key(prefix: string): Promise<LiveKey | null> {
    const found = await this.#keys.getOrLoad(prefix, () => loadKey(this.#createEm(), prefix));
    // Unknown prefixes cost nothing to make up: kept, they would push real keys out.
    if (found === null) this.#keys.delete(prefix);
    return found;
  }

  /** Called with the secret proven right. */
  async touchKey(keyId: string): Promise<void> {
    await row(
      this.#createEm(),
      sql`update api_key set last_used_at = now()
          where id = ${keyId} and (last_used_at is null or last_used_at < now() - ${LAST_USED_RESOLUTION})`,
    );
  }

  /** Makes the next request of everything this person holds look again, once `tx` is committed. */
  async forgetUser(tx: Em, userId: string): Promise<void> {
    const sessions = await rows<{ id: string }>(
      tx,
      sql`select id from user_session where user_id = ${userId} and expires_at > now()`,
    );
    const keys = await rows<{ prefix: string }>(tx, sql`select prefix from api_key where user_id = ${userId}`);
    afterCommit(tx, () => {
      for (const { id } of sessions) this.#sessions.delete(id);
      for (const { prefix } of keys) this.#keys.delete(prefix);
    });
  }

  forgetSession(tx: Em, sessionId: string): void {
    afterCommit(tx, () => this.#sessions.delete(sessionId));
  }
}
