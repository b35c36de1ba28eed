import type { Authenticate, Principal, SpentOf } from '../../../platform/http/principal.ts';
import { type Problem, problem } from '../../../platform/http/problem.ts';
import { sha256 } from '../../../platform/secrets.ts';
import { TtlCache } from '../../../platform/ttl-cache.ts';
import { grantedScopes } from '../accounts.policy.ts';
import { apiKeyPrefix, sameHash } from '../api-keys/api-key-secret.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { PrincipalCache } from './principal-cache.ts';

/** How often a process asks whether `last_used_at` of a key is due to be written. */
const TOUCH_EVERY_MS = 30_000;

/** The same for a forged, an expired and a revoked token. */
const INVALID_TOKEN = problem(401, 'invalid_token', 'The token is not valid, has expired or was revoked.', {
  headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
});

/** Tells whose access token or API key a bearer token is. One query at most every `cacheTtlMs` for each of them. */
export function createAuthenticate(tokens: AccessTokens, cache: PrincipalCache): Authenticate {
  const touched = new TtlCache<true>(TOUCH_EVERY_MS);

  async function byKey(token: string, prefix: string, spentOf?: SpentOf): Promise<Principal | Problem> {
    const spent = cache.holdsKey(prefix) ? null : spentOf?.(null);
    if (spent) return spent;
    const key = await cache.key(prefix);
    if (!key || !sameHash(key.hash, sha256(token))) return INVALID_TOKEN;
    if (key.expiresAt !== null && key.expiresAt.getTime() <= Date.now()) return INVALID_TOKEN;
    if (!touched.get(key.keyId)) {
      touched.set(key.keyId, true);
      await cache.touchKey(key.keyId);
    }
    const scopes = grantedScopes(key.role, key.scopes);
    return { kind: 'api_key', userId: key.userId, role: key.role, keyId: key.keyId, scopes };
  }

  async function bySession(token: string, spentOf?: SpentOf): Promise<Principal | Problem> {
    const claims = await tokens.verify(token);
    if (!claims) return INVALID_TOKEN;
    const spent = spentOf?.(claims.userId);
    if (spent) return spent;
    const session = await cache.session(claims.sessionId);
    if (!session || session.userId !== claims.userId) return INVALID_TOKEN;
    return { kind: 'user', userId: session.userId, role: session.role, sessionId: claims.sessionId };
  }

  return async (token, spentOf) => {
    const prefix = apiKeyPrefix(token);
    return prefix === null ? await bySession(token, spentOf) : await byKey(token, prefix, spentOf);
  };
}
