import { sql } from 'kysely';
import { type Em, run } from '../../platform/db/sql.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { invalidRequest, type Problem, problem } from '../../platform/http/problem.ts';
import { mayDelete } from './posts.policy.ts';

/** Something that is about to be deleted. */
export interface Removed {
  kind: 'post' | 'comment';
  id: string;
  authorId: string;
  body: string;
}

const REASON_NEEDED = invalidRequest([
  { field: 'query.reason', code: 'required', message: 'Say why you delete what somebody else wrote' },
]);

/**
 * Decides whether the caller may delete it. What is deleted by others than its author is noted for admins, with the text, in
 * the transaction of `tx`.
 */
export async function noteRemoval(
  tx: Em,
  principal: Principal,
  removed: Removed,
  reason: string | undefined,
): Promise<Problem | null> {
  const { kind, id, authorId, body } = removed;
  if (!mayDelete(principal, authorId)) return problem(403, 'author_only', `This ${kind} is somebody else’s.`);
  if (principal.userId === authorId) return null;
  if (reason === undefined) return REASON_NEEDED;
  await run(
    tx,
    sql`insert into content_removal (kind, subject_id, author_id, removed_by, reason, body)
        values (${kind}, ${id}, ${authorId}, ${principal.userId}, ${reason}, ${body})`,
  );
  return null;
}

/** Forgets what moderators noted about at most `limit` of a person's texts. @returns how many */
export async function forgetRemovals(tx: Em, authorId: string, limit: number): Promise<number> {
  return await run(
    tx,
    sql`delete from content_removal where id in (select id from content_removal where author_id = ${authorId} limit ${limit})`,
  );
}
