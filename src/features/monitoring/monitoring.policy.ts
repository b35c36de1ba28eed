import type { Principal } from '../../platform/http/principal.ts';
import { type Problem, problem } from '../../platform/http/problem.ts';

/** A key is admitted by its scope, and only while its owner is an admin. */
export const READ = { roles: ['admin'], scope: 'monitoring:read' } as const;
export const WRITE = { roles: ['admin'], scope: 'monitoring:write' } as const;

const NOT_ADMIN = problem(403, 'forbidden', 'The owner of this API key may not look after the system.');

export function refusal({ role }: Principal): Problem | null {
  return role === 'admin' ? null : NOT_ADMIN;
}
