import type { Problem } from './problem.ts';

export const ROLES = ['user', 'moderator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who makes a request: a signed-in person, or a server that holds one of that person's API keys. */
export type Principal =
  | { kind: 'user'; userId: string; role: Role; sessionId: string }
  | { kind: 'api_key'; userId: string; role: Role; keyId: string; scopes: readonly string[] };

/** Whether the caller may see what belongs to this user: only the user and admins. What belongs to no one, only admins. */
export function isSelfOrAdmin(principal: Pick<Principal, 'userId' | 'role'>, userId: string | null): boolean {
  return principal.userId === userId || principal.role === 'admin';
}

/**
 * Tells whose bearer token this is. Called on every request with a token, so it must not query on most calls.
 * What it returns must be the current state up to the cache's time to live (at most 5 s): a revoked token is a Problem.
 */
export type Authenticate = (bearerToken: string, spentOf?: SpentOf) => Promise<Principal | Problem>;

/**
 * The refusal of a caller whose rate limit is known to be spent: asked before anything of them is looked up.
 * @param userId null for a stranger
 */
export type SpentOf = (userId: string | null) => Problem | null;

/** Stable name of a principal in rate limits and idempotency keys: a user's key shares nothing with the user. */
export function principalKey(principal: Principal | null, ip: string): string {
  if (principal === null) return `ip:${ip}`;
  return principal.kind === 'user' ? userKey(principal.userId) : apiKeyKey(principal.keyId);
}

export const userKey = (userId: string) => `user:${userId}`;
const apiKeyKey = (keyId: string) => `key:${keyId}`;

/** All names under which a person's requests and those of their keys were counted and remembered. */
export function principalKeysOf(userId: string, keyIds: readonly string[]): string[] {
  return [userKey(userId), ...keyIds.map(apiKeyKey)];
}
