import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import { CALL_COLUMNS, type CallColumns } from '../calls/calls.queries.ts';
import type { Sentiment } from './posts.contract.ts';

/** A post that is not deleted, as one viewer sees it. */
export interface PostRow extends CallColumns {
  id: string;
  author_id: string;
  body: string;
  sentiment: Sentiment;
  like_count: number;
  comment_count: number;
  created_at: Date;
  edited_at: Date | null;
  asset_ids: number[];
  liked_by_me: boolean;
}

const columns = (
  viewerId: string,
) => sql`post.id, post.author_id, post.body, post.sentiment, post.like_count, post.comment_count,
  post.created_at, post.edited_at, array(select asset_id from post_ticker where post_id = post.id) as asset_ids,
  exists (select from post_like where post_id = post.id and user_id = ${viewerId}) as liked_by_me, ${CALL_COLUMNS}`;

export interface PostFilter {
  assetId?: number | undefined;
  authorId?: string | undefined;
  sentiment?: Sentiment | undefined;
  hasCall?: boolean | undefined;
}

/**
 * Posts, newest first, below `before`. Each joined table that can lead the list gets the cursor too, so
 * that its index begins there.
 */
export async function listPosts(
  em: Em,
  viewerId: string,
  filter: PostFilter,
  limit: number,
  before: string | null,
): Promise<PostRow[]> {
  const keys = [sql`post.id`];
  const conditions = [sql`post.deleted_at is null`];
  const joins = [
    filter.hasCall ? sql`join post_call call` : sql`left join post_call call`,
    sql`on call.post_id = post.id`,
  ];
  if (filter.hasCall) keys.push(sql`call.post_id`);
  if (filter.hasCall === false) conditions.push(sql`call.post_id is null`);
  if (filter.assetId !== undefined) {
    joins.push(sql`join post_ticker about on about.post_id = post.id and about.asset_id = ${filter.assetId}`);
    keys.push(sql`about.post_id`);
  }
  if (filter.authorId !== undefined) conditions.push(sql`post.author_id = ${filter.authorId}`);
  if (filter.sentiment !== undefined) conditions.push(sql`post.sentiment = ${filter.sentiment}`);
  if (before !== null) conditions.push(...keys.map((key) => sql`${key} < ${before}`));
  return await rows(
    em,
    sql`select ${columns(viewerId)} from post ${sql.join(joins, sql` `)}
        where ${sql.join(conditions, sql` and `)} order by post.id desc limit ${limit}`,
  );
}

/** The posts with these ids that are not deleted, newest first. */
export async function findPosts(em: Em, viewerId: string, ids: readonly string[]): Promise<PostRow[]> {
  if (ids.length === 0) return [];
  return await rows(
    em,
    sql`select ${columns(viewerId)} from post left join post_call call on call.post_id = post.id
        where post.id = any(${[...ids]}::uuid[]) and post.deleted_at is null order by post.id desc`,
  );
}

/**
 * Posts of the people someone follows, newest first, below `before`. A few index rows for each person they
 * follow, however many posts there are.
 */
export async function listFollowedPosts(
  em: Em,
  viewerId: string,
  limit: number,
  before: string | null,
): Promise<PostRow[]> {
  const older = before === null ? sql`` : sql`and id < ${before}`;
  const found = await rows<{ id: string }>(
    em,
    sql`select latest.id from user_follow f cross join lateral (
          select id from post where author_id = f.followed_id and deleted_at is null ${older}
          order by id desc limit ${limit}) latest
        where f.follower_id = ${viewerId} order by latest.id desc limit ${limit}`,
  );
  return await findPosts(
    em,
    viewerId,
    found.map(({ id }) => id),
  );
}

/** Whether there is such a post that is not deleted. */
export async function postExists(em: Em, postId: string): Promise<boolean> {
  return (await row(em, sql`select 1 from post where id = ${postId} and deleted_at is null`)) !== undefined;
}

export interface LockedPost {
  author_id: string;
  body: string;
}

/**
 * Locks a post that is not deleted, so that it stays so and its counters and thread are changed by this transaction alone.
 * What locks a comment too locks its post first.
 */
export async function lockPost(tx: Em, postId: string): Promise<LockedPost | undefined> {
  return await row(
    tx,
    sql`select author_id, body from post where id = ${postId} and deleted_at is null for no key update`,
  );
}
