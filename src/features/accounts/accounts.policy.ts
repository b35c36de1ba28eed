import { ROLES, type Role } from '../../platform/http/principal.ts';
import type { ApiKeyScope } from './accounts.contract.ts';

/** Who may hold a key with a scope: `email:send` reaches strangers' mailboxes, prices and events of others everybody, so only admins. */
const SCOPE_ROLES: Readonly<Record<ApiKeyScope, readonly Role[]>> = {
  'analytics:read': ['user', 'moderator', 'admin'],
  'email:send': ['admin'],
  'events:write': ['user', 'moderator', 'admin'],
  'events:write-any': ['admin'],
  'exports:read': ROLES,
  'exports:write': ROLES,
  'files:read': ROLES,
  'files:write': ROLES,
  'market:ingest': ['admin'],
  'monitoring:read': ['admin'],
  'monitoring:write': ['admin'],
};

function isScope(scope: string): scope is ApiKeyScope {
  return Object.hasOwn(SCOPE_ROLES, scope);
}

/** The scopes that a person of this role can give to a key, or that a key of theirs still has after a change of role. */
export function grantedScopes(role: Role, scopes: readonly string[]): ApiKeyScope[] {
  return scopes.filter(isScope).filter((scope) => SCOPE_ROLES[scope].includes(role));
}
