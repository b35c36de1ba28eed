import { sql } from 'kysely';
import { row } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';

/** Takes a person's likes back, with the counts. Posts are locked in the order of their ids, as by every erasure. */
export const eraseLikes: EraseStep = {
  name: 'community.likes',
  async erase(tx, userId, limit) {
    const erased = await row<{ count: number }>(
      tx,
      sql`with mine as (select post_id from post_like where user_id = ${userId} order by post_id limit ${limit}),
          locked as (select id from post where id in (select post_id from mine) order by id for no key update),
          gone as (delete from post_like using locked where post_id = locked.id and user_id = ${userId}
            returning post_id),
          counted as (update post set like_count = like_count - 1 from gone where post.id = gone.post_id)
          select count(*)::int as count from mine`,
    );
    return erased?.count ?? 0;
  },
};
