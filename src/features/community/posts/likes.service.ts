import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import type { Problem } from '../../../platform/http/problem.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import type { Notify } from '../../notifications/notify.service.ts';
import { excerptOf } from './posts.domain.ts';
import { postExists } from './posts.queries.ts';
import { POST_NOT_FOUND } from './posts.service.ts';

export interface LikeState {
  likeCount: number;
  likedByMe: boolean;
}

export interface LikeRow {
  id: string;
  user_id: string;
  created_at: Date;
}

interface Changed {
  author_id: string;
  body: string;
  changed: boolean;
  like_count: number;
}

/** The post is locked first: neither a deletion nor another like comes between the row and its count. */
const TARGET = (postId: string) =>
  sql`select id, author_id, body, like_count from post where id = ${postId} and deleted_at is null for no key update`;

export function createLikesService({ notify }: { notify: Notify }) {
  return {
    /** Likes a post. Repeating it changes nothing. */
    async like(em: Em, { userId }: Principal, postId: string): Promise<LikeState | Problem> {
      return await transact(em, async (tx) => {
        const post = await row<Changed>(
          tx,
          sql`with target as (${TARGET(postId)}),
              liked as (insert into post_like (post_id, user_id) select id, ${userId} from target
                on conflict do nothing returning post_id),
              counted as (update post set like_count = post.like_count + 1 from liked where post.id = liked.post_id
                returning post.like_count)
              select author_id, body, exists (select from liked) as changed,
                coalesce((select like_count from counted), like_count) as like_count
              from target`,
        );
        if (!post) return POST_NOT_FOUND;
        if (post.changed) {
          const authorId = post.author_id;
          await recordEvent(tx, { name: 'post.liked', userId, properties: { postId, authorId } });
          await notify(tx, [
            {
              kind: 'like',
              userId: authorId,
              actorId: userId,
              onceKey: `like:${postId}:${userId}`,
              data: { postId, excerpt: excerptOf(post.body) },
            },
          ]);
        }
        return { likeCount: post.like_count, likedByMe: true };
      });
    },

    /** Takes a like back. Repeating it changes nothing. */
    async unlike(em: Em, { userId }: Principal, postId: string): Promise<LikeState | Problem> {
      return await transact(em, async (tx) => {
        const post = await row<Changed>(
          tx,
          sql`with target as (${TARGET(postId)}),
              gone as (delete from post_like using target where post_id = target.id and user_id = ${userId}
                returning post_id),
              counted as (update post set like_count = post.like_count - 1 from gone where post.id = gone.post_id
                returning post.like_count)
              select author_id, body, exists (select from gone) as changed,
                coalesce((select like_count from counted), like_count) as like_count
              from target`,
        );
        if (!post) return POST_NOT_FOUND;
        if (post.changed) {
          await recordEvent(tx, { name: 'post.unliked', userId, properties: { postId, authorId: post.author_id } });
        }
        return { likeCount: post.like_count, likedByMe: false };
      });
    },

    /** Who likes a post, latest first, below `before`. */
    async list(em: Em, postId: string, limit: number, before: string | null): Promise<LikeRow[] | Problem> {
      if (!(await postExists(em, postId))) return POST_NOT_FOUND;
      const older = before === null ? sql`` : sql`and id < ${before}`;
      return await rows(
        em,
        sql`select id, user_id, created_at from post_like where post_id = ${postId} ${older}
            order by id desc limit ${limit}`,
      );
    },
  };
}

export type LikesService = ReturnType<typeof createLikesService>;
