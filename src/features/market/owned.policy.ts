import { isSelfOrAdmin, type Principal } from '../../platform/http/principal.ts';
import { notFound, type Problem, problem } from '../../platform/http/problem.ts';

/** Watchlists and alerts are private: their owner sees and changes them, admins see them, for others they do not exist. */

/**
 * Why the caller may not change a thing: 404 as if it did not exist, 403 `owner_only` for admins, who know that it does.
 * @param what for people, "The alert" for example
 */
export function changeProblem(principal: Principal, ownerId: string, what: string): Problem | null {
  if (principal.userId === ownerId) return null;
  return isSelfOrAdmin(principal, ownerId)
    ? problem(403, 'owner_only', `Only its owner can change this. ${what} belongs to another user.`)
    : notFound(what);
}

/** Whose list is asked for: the caller's own unless an admin names a user. */
export function listedOwner(principal: Principal, asked: string | undefined): string | Problem {
  const ownerId = asked ?? principal.userId;
  return isSelfOrAdmin(principal, ownerId) ? ownerId : notFound('The user');
}
