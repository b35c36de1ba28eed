import { sql } from 'kysely';
import { type Em, rows } from '../../../src/platform/db/sql.ts';

export interface Mismatch {
  what: string;
  id: string;
  counted: number;
  found: number;
}

const events = (name: string, key: string, id: ReturnType<typeof sql>) =>
  sql`(select count(*)::int from event where name = ${name} and properties ->> ${key} = ${id}::text)`;

/** Counters that differ from the rows they count. */
export async function wrongCounters(em: Em): Promise<Mismatch[]> {
  return await rows(
    em,
    sql`select * from (
          select 'likes' as what, id, like_count as counted,
            (select count(*)::int from post_like where post_id = post.id) as found from post
          union all select 'comments', id, comment_count,
            (select count(*)::int from comment where post_id = post.id and deleted_at is null) from post
          union all select 'replies', id, reply_count,
            (select count(*)::int from comment reply where reply.parent_id = comment.id and deleted_at is null) from comment
          union all select 'members', id, member_count,
            (select count(*)::int from room_member where room_id = room.id) from room
          union all select 'followers', user_id, followers,
            (select count(*)::int from user_follow where followed_id = c.user_id) from user_follow_count c
          union all select 'following', user_id, following,
            (select count(*)::int from user_follow where follower_id = c.user_id) from user_follow_count c
          union all select 'tickers of a deleted post', id, 0,
            (select count(*)::int from post_ticker where post_id = post.id) from post where deleted_at is not null
        ) as compared where counted <> found`,
  );
}

/** Counters and rows that differ from what the events say has happened. */
export async function wrongEvents(em: Em): Promise<Mismatch[]> {
  return await rows(
    em,
    sql`select * from (
          select 'post exists' as what, id, (deleted_at is null)::int as counted,
            ${events('post.created', 'postId', sql`post.id`)} - ${events('post.deleted', 'postId', sql`post.id`)} as found
            from post
          union all select 'post edited', id, (edited_at is not null)::int,
            least(1, ${events('post.edited', 'postId', sql`post.id`)}) from post
          union all select 'likes', id, like_count,
            ${events('post.liked', 'postId', sql`post.id`)} - ${events('post.unliked', 'postId', sql`post.id`)} from post
          union all select 'comments', id, comment_count,
            ${events('comment.created', 'postId', sql`post.id`)} - ${events('comment.deleted', 'postId', sql`post.id`)} from post
          union all select 'replies', id, reply_count,
            ${events('comment.created', 'parentId', sql`comment.id`)}
              - ${events('comment.deleted', 'parentId', sql`comment.id`)} from comment
          union all select 'comment exists', id, (deleted_at is null)::int,
            ${events('comment.created', 'commentId', sql`comment.id`)}
              - ${events('comment.deleted', 'commentId', sql`comment.id`)} from comment
          union all select 'comment edited', id, (edited_at is not null)::int,
            least(1, ${events('comment.edited', 'commentId', sql`comment.id`)}) from comment
        ) as compared where counted <> found`,
  );
}
