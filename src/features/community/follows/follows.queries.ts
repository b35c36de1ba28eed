import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';

export interface FollowRow {
  /** The person at the other end. */
  userId: string;
  createdAt: Date;
}

/** ISO 8601 in milliseconds, as the column holds it, and the person's id. */
export type FollowKey = readonly [createdAt: string, userId: string];

/** The latest first. @param side whom to list: those who follow the person, or whom they follow */
export async function listFollows(
  em: Em,
  userId: string,
  side: 'followers' | 'following',
  limit: number,
  before: FollowKey | null,
): Promise<FollowRow[]> {
  const [own, other] =
    side === 'followers' ? [sql`followed_id`, sql`follower_id`] : [sql`follower_id`, sql`followed_id`];
  const below =
    before === null ? sql`true` : sql`(created_at, ${other}) < (${before[0]}::timestamptz, ${before[1]}::uuid)`;
  return await rows(
    em,
    sql`select ${other} as "userId", created_at as "createdAt" from user_follow
        where ${own} = ${userId} and ${below} order by created_at desc, ${other} desc limit ${limit}`,
  );
}

export interface FollowNumbers {
  followers: number;
  following: number;
  followedByMe: boolean;
  followsMe: boolean;
}

/** What a person's profile says about follows to a viewer. */
export async function followNumbers(em: Em, userId: string, viewerId: string): Promise<FollowNumbers> {
  const found = await row<FollowNumbers>(
    em,
    sql`select coalesce(c.followers, 0) as followers, coalesce(c.following, 0) as following,
          exists (select from user_follow where follower_id = ${viewerId} and followed_id = ${userId}) as "followedByMe",
          exists (select from user_follow where follower_id = ${userId} and followed_id = ${viewerId}) as "followsMe"
        from (select) one left join user_follow_count c on c.user_id = ${userId}`,
  );
  if (!found) throw new Error('A select without a condition returned no row');
  return found;
}
