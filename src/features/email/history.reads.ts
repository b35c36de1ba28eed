import type { Em } from '../../platform/db/sql.ts';
import { isSelfOrAdmin, type Principal } from '../../platform/http/principal.ts';
import { notFound, type Problem } from '../../platform/http/problem.ts';
import { findLivingUser } from '../accounts/people/living-users.reads.ts';
import { type HistoryRow, mailsToUser } from './email.queries.ts';

/** The mails to a user, for themselves and admins, newest first, below `before`. */
export async function readHistory(
  em: Em,
  principal: Principal,
  userId: string,
  page: { before: string | undefined; limit: number },
): Promise<HistoryRow[] | Problem> {
  if (!isSelfOrAdmin(principal, userId) || !(await findLivingUser(em, userId))) return notFound('The user');
  return await mailsToUser(em, { userId, ...page });
}
