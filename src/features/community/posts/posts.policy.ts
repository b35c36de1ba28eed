import type { Principal } from '../../../platform/http/principal.ts';

/** Texts are changed by who wrote them, whatever the role of others. */
export function mayEdit(principal: Principal, authorId: string): boolean {
  return principal.userId === authorId;
}
