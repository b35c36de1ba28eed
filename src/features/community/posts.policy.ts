import type { Principal } from '../../platform/http/principal.ts';

/** Texts are changed by who wrote them, whatever the role of others. */
export function mayEdit(principal: Principal, authorId: string): boolean {
  return principal.userId === authorId;
}

/** Whoever wrote it takes it back; moderators and admins take it away. */
export function mayDelete(principal: Principal, authorId: string): boolean {
  return principal.userId === authorId || principal.role !== 'user';
}
