import type { Em } from '../../../platform/db/sql.ts';
import { notFound, type Problem } from '../../../platform/http/problem.ts';
import { findLivingUser } from '../../accounts/people/living-users.reads.ts';
import { findQuotesById } from '../../market/assets/quotes.reads.ts';
import { assetsOf, presentCall, symbolsIn } from './calls.presenter.ts';
import { callOf, listCalls } from './calls.queries.ts';
import type { ListedCall } from './calls.schema.ts';

/** A person's calls, newest first, below `before`. Those of deleted posts are among them. */
export async function readCalls(
  em: Em,
  userId: string,
  limit: number,
  before: string | null,
): Promise<ListedCall[] | Problem> {
  if (!(await findLivingUser(em, userId))) return notFound('The user');
  const found = (await listCalls(em, userId, limit, before)).flatMap((listed) => {
    const call = callOf(listed);
    return call ? [{ ...listed, call }] : [];
  });
  const symbolOf = symbolsIn(await findQuotesById(em, [...new Set(found.flatMap(({ call }) => assetsOf(call)))]));
  return found.map(({ post_id, body, call }) => ({
    postId: post_id,
    body,
    publishedAt: call.created_at.toISOString(),
    call: presentCall(call, symbolOf),
  }));
}
