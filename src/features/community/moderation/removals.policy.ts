import type { Principal } from '../../../platform/http/principal.ts';

/** Authors delete what they wrote; moderators and admins delete what others wrote. */
export function mayDelete(principal: Principal, authorId: string): boolean {
  return principal.userId === authorId || principal.role !== 'user';
}
