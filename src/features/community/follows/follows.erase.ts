import { sql } from 'kysely';
import { row, run } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';
import { countFollows } from './follows.service.ts';

/** No one follows a person who is gone, who follows no one; the counts of the others go with it. */
export const eraseFollows: EraseStep = {
  name: 'community.follows',
  async erase(tx, userId, limit) {
    const removed = await row<{ follows: number }>(
      tx,
      sql`with chosen as (
            (select follower_id, followed_id from user_follow where follower_id = ${userId} limit ${limit})
            union (select follower_id, followed_id from user_follow where followed_id = ${userId} limit ${limit}) limit ${limit}),
          removed as (
            delete from user_follow f using chosen c
            where f.follower_id = c.follower_id and f.followed_id = c.followed_id returning f.follower_id, f.followed_id),
          counted as (${countFollows(sql`removed`, -1)})
          select count(*)::int as follows from removed`,
    );
    if (removed && removed.follows > 0) return removed.follows;
    return await run(tx, sql`delete from user_follow_count where user_id = ${userId}`);
  },
};
