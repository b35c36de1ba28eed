import type { Em } from '../../../platform/db/sql.ts';
import { notFound, type Problem } from '../../../platform/http/problem.ts';
import { findLivingUser } from '../../accounts/people/living-users.reads.ts';
import { presentListedCalls } from './calls.presenter.ts';
import { listCalls } from './calls.queries.ts';
import type { ListedCall } from './calls.schema.ts';

/** A person's calls, newest first, below `before`. Those of deleted posts are among them. */
export async function readCalls(
  em: Em,
  userId: string,
  limit: number,
  before: string | null,
): Promise<ListedCall[] | Problem> {
  if (!(await findLivingUser(em, userId))) return notFound('The user');
  return await presentListedCalls(em, await listCalls(em, userId, limit, before));
}
