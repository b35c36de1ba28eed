import { sql } from 'kysely';
import { row } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';
import { forgetRemovals } from '../moderation/removals.service.ts';

/**
 * Takes text and symbols out of a person's posts, as deleting each would; calls, others' comments and likes stay. Then what
 * moderators kept of deleted posts and comments.
 */
export const erasePosts: EraseStep = {
  name: 'community.posts',
  async erase(tx, userId, limit) {
    const erased = await row<{ count: number }>(
      tx,
      sql`with mine as (select id from post where author_id = ${userId} and deleted_at is null
            order by id limit ${limit}),
          locked as (select id from post where id in (select id from mine) and deleted_at is null
            order by id for no key update),
          untagged as (delete from post_ticker using locked where post_id = locked.id),
          gone as (update post set body = null, words = null, words_at = null, deleted_at = now() from locked where post.id = locked.id)
          select count(*)::int as count from mine`,
    );
    const count = erased?.count ?? 0;
    return count > 0 ? count : await forgetRemovals(tx, userId, limit);
  },
};
