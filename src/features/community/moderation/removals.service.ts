import { sql } from 'kysely';
import { z } from 'zod';
import { type Em, run } from '../../../platform/db/sql.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import { invalidRequest, type Problem, problem } from '../../../platform/http/problem.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import { mayDelete } from './removals.policy.ts';

/** What a route that deletes another author's text takes. */
export const removalQuery = z.strictObject({
  reason: lineOfText(300)
    .optional()
    .describe('Reason for the removal; required from moderators and admins who delete the content of another user'),
});

/** Something that is about to be deleted. */
export interface Removed {
  kind: 'post' | 'comment' | 'room_message';
  id: string;
  authorId: string;
  body: string;
}

const REASON_NEEDED = invalidRequest([
  { field: 'query.reason', code: 'required', message: 'Required to delete the content of another user' },
]);

/** Notes for admins what a moderator deletes, with its text, in the transaction of `tx`. 400 without a reason. */
export async function keepRemoved(
  tx: Em,
  moderator: Principal,
  { kind, id, authorId, body }: Removed,
  reason: string | undefined,
): Promise<Problem | null> {
  if (reason === undefined) return REASON_NEEDED;
  await run(
    tx,
    sql`insert into content_removal (kind, subject_id, author_id, removed_by, reason, body)
        values (${kind}, ${id}, ${authorId}, ${moderator.userId}, ${reason}, ${body})`,
  );
  await recordDeed(tx, 'content.removed', { targetId: id, details: { kind } });
  return null;
}

/** Decides whether the caller may delete a post or comment, and keeps it when its author does not. */
export async function noteRemoval(
  tx: Em,
  principal: Principal,
  removed: Removed,
  reason: string | undefined,
): Promise<Problem | null> {
  const { kind, authorId } = removed;
  if (!mayDelete(principal, authorId)) return problem(403, 'author_only', `This ${kind} belongs to another user.`);
  return principal.userId === authorId ? null : await keepRemoved(tx, principal, removed, reason);
}

/** Forgets what moderators noted about at most `limit` of a person's texts. @returns how many */
export async function forgetRemovals(tx: Em, authorId: string, limit: number): Promise<number> {
  return await run(
    tx,
    sql`delete from content_removal where id in (select id from content_removal where author_id = ${authorId} limit ${limit})`,
  );
}
