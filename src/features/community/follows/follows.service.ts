import { type RawBuilder, sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { invalidRequest, notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { findLivingUser, holdLivingUser, type LivingUser } from '../../accounts/people/living-users.reads.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import type { Notify } from '../../notifications/notify.service.ts';
import { type FollowKey, type FollowNumbers, type FollowRow, followNumbers, listFollows } from './follows.queries.ts';

const NO_USER = notFound('The user');
const SELF = invalidRequest([{ field: 'params.userId', code: 'oneself', message: 'A user cannot follow themselves' }]);

/** The feed reads a few index entries for each person who is followed. */
const MAX_FOLLOWING = 2_000;
const TOO_MANY = problem(409, 'too_many_follows', `A user can follow at most ${MAX_FOLLOWING} others.`);

/** Whether this would be one too many. Those who follow several people at the same moment may get a few more. */
async function isFull(tx: Em, followerId: string, userId: string): Promise<boolean> {
  const full = await row(
    tx,
    sql`select from user_follow_count where user_id = ${followerId} and following >= ${MAX_FOLLOWING}
          and not exists (select from user_follow where follower_id = ${followerId} and followed_id = ${userId})`,
  );
  return full !== undefined;
}

/**
 * The counts of the people at both ends of `changed` (follower_id, followed_id), up or down by one for each row. Rows are taken
 * in the order of their ids, so that two who follow each other at once do not wait for each other.
 */
export function countFollows(changed: RawBuilder<unknown>, by: 1 | -1): RawBuilder<unknown> {
  return sql`insert into user_follow_count as c (user_id, followers, following)
    select user_id, sum(followers)::int, sum(following)::int from (
      select followed_id as user_id, 1 as followers, 0 as following from ${changed}
      union all select follower_id, 0, 1 from ${changed}) ends
    group by user_id order by user_id
    on conflict (user_id) do update set
      followers = c.followers + ${by}::int * excluded.followers, following = c.following + ${by}::int * excluded.following`;
}

export function createFollowsService({ notify }: { notify: Notify }) {
  return {
    /** Doing it again changes nothing. 409 `too_many_follows`. */
    async follow(em: Em, followerId: string, userId: string): Promise<Problem | null> {
      if (followerId === userId) return SELF;
      return await transact(em, async (tx) => {
        if (!(await holdLivingUser(tx, userId))) return NO_USER;
        if (await isFull(tx, followerId, userId)) return TOO_MANY;
        const added = await row(
          tx,
          sql`with added as (
                insert into user_follow (follower_id, followed_id) values (${followerId}, ${userId})
                on conflict do nothing returning follower_id, followed_id),
              counted as (${countFollows(sql`added`, 1)})
              select from added`,
        );
        if (!added) return null;
        await recordEvent(tx, { name: 'user.followed', userId: followerId, properties: { followedId: userId } });
        const onceKey = `follow:${followerId}`;
        await notify(tx, [{ kind: 'follow', userId, actorId: followerId, onceKey, data: {} }]);
        return null;
      });
    },

    /** Doing it again changes nothing. */
    async unfollow(em: Em, followerId: string, userId: string): Promise<Problem | null> {
      return await transact(em, async (tx) => {
        const removed = await row(
          tx,
          sql`with removed as (
                delete from user_follow where follower_id = ${followerId} and followed_id = ${userId}
                returning follower_id, followed_id),
              counted as (${countFollows(sql`removed`, -1)})
              select from removed`,
        );
        if (!removed) return (await findLivingUser(tx, userId)) ? null : NO_USER;
        await recordEvent(tx, { name: 'user.unfollowed', userId: followerId, properties: { followedId: userId } });
        return null;
      });
    },

    /** The latest first. */
    async list(
      em: Em,
      userId: string,
      side: 'followers' | 'following',
      limit: number,
      before: FollowKey | null,
    ): Promise<FollowRow[] | Problem> {
      return (await findLivingUser(em, userId)) ? await listFollows(em, userId, side, limit, before) : NO_USER;
    },

    async profile(em: Em, userId: string, viewerId: string): Promise<(LivingUser & FollowNumbers) | Problem> {
      const user = await findLivingUser(em, userId);
      return user ? { ...user, ...(await followNumbers(em, userId, viewerId)) } : NO_USER;
    },
  };
}
