import { sql } from 'kysely';
import { rows, run } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';

interface Gone {
  post_id: string;
  parent_id: string | null;
}

/**
 * Takes the text out of a person's comments, as deleting each would; replies of others stay. Posts are locked before comments, in
 * the order of their ids, as by every erasure. The counts are written by a statement of their own: someone may have answered
 * themselves, and one statement changes a row once only.
 */
export const eraseComments: EraseStep = {
  name: 'community.comments',
  async erase(tx, userId, limit) {
    const mine = await rows<{ id: string }>(
      tx,
      sql`with mine as (select id, post_id from comment where author_id = ${userId} and deleted_at is null
            order by id limit ${limit}),
          locked as (select id from post where id in (select post_id from mine) order by id for no key update)
          select mine.id from mine join locked on locked.id = mine.post_id`,
    );
    if (mine.length === 0) return 0;
    const gone = await rows<Gone>(
      tx,
      sql`update comment set body = null, deleted_at = now()
          where id = any(${mine.map(({ id }) => id)}::uuid[]) and deleted_at is null returning post_id, parent_id`,
    );
    await run(
      tx,
      sql`with gone as (select post_id, parent_id from unnest(${gone.map((one) => one.post_id)}::uuid[],
            ${gone.map((one) => one.parent_id)}::uuid[]) as gone (post_id, parent_id)),
          answered as (update comment set reply_count = reply_count - fewer.count
            from (select parent_id, count(*)::int as count from gone where parent_id is not null group by parent_id) as fewer
            where comment.id = fewer.parent_id)
          update post set comment_count = comment_count - fewer.count
          from (select post_id, count(*)::int as count from gone group by post_id) as fewer where post.id = fewer.post_id`,
    );
    return mine.length;
  },
};
