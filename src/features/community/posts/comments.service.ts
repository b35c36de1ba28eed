import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import { invalidRequest, notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import type { FindImages } from '../../../platform/media/image-view.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import type { NewNotification } from '../../notifications/notifications.contract.ts';
import type { Notify } from '../../notifications/notify.service.ts';
import { withdrawNotifications } from '../../notifications/withdraw.service.ts';
import { noteRemoval } from '../moderation/removals.service.ts';
import { presentComments } from './comments.presenter.ts';
import { type CommentRow, findComment, listComments, lockComment } from './comments.queries.ts';
import type { CommentView, NewComment } from './comments.schema.ts';
import { excerptOf } from './posts.domain.ts';
import { mayEdit } from './posts.policy.ts';
import { lockPost, postExists } from './posts.queries.ts';
import { POST_NOT_FOUND } from './posts.service.ts';

const COMMENT_NOT_FOUND = notFound('The comment');
const AUTHOR_ONLY = problem(403, 'author_only', 'Only the author can edit a comment.');
const badParent = (code: string, message: string) => invalidRequest([{ field: 'body.parentId', code, message }]);

/** Who is told about a comment: the one who is answered, and the post's author unless that is the same person. */
function news(comment: CommentRow, postAuthorId: string, parentAuthorId: string | null): NewNotification[] {
  const about = {
    actorId: comment.author_id,
    data: { postId: comment.post_id, commentId: comment.id, excerpt: excerptOf(comment.body ?? '') },
  };
  const told: NewNotification[] = [];
  if (parentAuthorId !== null) {
    told.push({ kind: 'reply', userId: parentAuthorId, onceKey: `reply:${comment.id}`, ...about });
  }
  if (postAuthorId !== parentAuthorId) {
    told.push({ kind: 'comment', userId: postAuthorId, onceKey: `comment:${comment.id}`, ...about });
  }
  return told;
}

/** Takes the text of a comment out of the notifications about it, and so out of mails. */
async function withdrawNews(tx: Em, { id, post_id, parent_id }: CommentRow): Promise<void> {
  const told = await rows<{ author_id: string }>(
    tx,
    sql`select author_id from post where id = ${post_id} union select author_id from comment where id = ${parent_id}`,
  );
  await withdrawNotifications(
    tx,
    told.map(({ author_id }) => author_id),
    [`comment:${id}`, `reply:${id}`],
  );
}

/** A comment and its post, both locked and not deleted. */
async function lockForChange(tx: Em, commentId: string): Promise<Awaited<ReturnType<typeof lockComment>>> {
  const found = await findComment(tx, commentId);
  if (!found || !(await lockPost(tx, found.post_id))) return undefined;
  return await lockComment(tx, commentId);
}

export function createCommentsService({ notify, images }: { notify: Notify; images: FindImages }) {
  return {
    /** 400 for a parent that is not a comment on this post, or is itself a reply. */
    async create(em: Em, { userId }: Principal, postId: string, input: NewComment): Promise<CommentView | Problem> {
      return await transact(em, async (tx) => {
        const post = await lockPost(tx, postId);
        if (!post) return POST_NOT_FOUND;
        const parent = input.parentId === null ? null : await lockComment(tx, input.parentId);
        if (parent === undefined || (parent && parent.post_id !== postId)) {
          return badParent('unknown_comment', 'This post has no such comment');
        }
        if (parent && parent.parent_id !== null) return badParent('is_a_reply', 'A reply cannot have replies');
        const made = await row<CommentRow>(
          tx,
          sql`with made as (insert into comment (post_id, parent_id, author_id, body)
                values (${postId}, ${input.parentId}, ${userId}, ${input.body}) returning *),
              counted as (update post set comment_count = comment_count + 1 where id = ${postId}),
              answered as (update comment set reply_count = reply_count + 1 where id = ${input.parentId})
              select id, post_id, parent_id, author_id, body, reply_count, created_at, edited_at from made`,
        );
        if (!made) throw new Error('An insert returned no row');
        const properties = { commentId: made.id, postId, parentId: made.parent_id, postAuthorId: post.author_id };
        await recordEvent(tx, { name: 'comment.created', userId, properties });
        await notify(tx, news(made, post.author_id, parent?.author_id ?? null));
        const [shown] = await presentComments(tx, [made], images);
        return shown as CommentView;
      });
    },

    /** Oldest first, after `after`. @param parentId whose replies are asked for */
    async list(
      em: Em,
      postId: string,
      parentId: string | undefined,
      limit: number,
      after: string | null,
    ): Promise<CommentView[] | Problem> {
      if (!(await postExists(em, postId))) return POST_NOT_FOUND;
      return await presentComments(em, await listComments(em, postId, parentId, limit, after), images);
    },

    async edit(em: Em, principal: Principal, commentId: string, body: string): Promise<CommentView | Problem> {
      return await transact(em, async (tx) => {
        const comment = await lockForChange(tx, commentId);
        if (!comment) return COMMENT_NOT_FOUND;
        if (!mayEdit(principal, comment.author_id)) return AUTHOR_ONLY;
        const edited = await row<{ edited_at: Date }>(
          tx,
          sql`update comment set body = ${body}, edited_at = now() where id = ${commentId} returning edited_at`,
        );
        await recordEvent(tx, {
          name: 'comment.edited',
          userId: principal.userId,
          properties: { commentId, postId: comment.post_id },
        });
        const [shown] = await presentComments(tx, [{ ...comment, ...edited, body }], images);
        return shown as CommentView;
      });
    },

    /** Takes the text away; replies stay. @param reason needed of others than the author */
    async remove(em: Em, principal: Principal, commentId: string, reason: string | undefined): Promise<Problem | null> {
      return await transact(em, async (tx) => {
        const comment = await lockForChange(tx, commentId);
        if (!comment) return COMMENT_NOT_FOUND;
        const { author_id: authorId, post_id: postId, parent_id: parentId, body } = comment;
        const refused = await noteRemoval(tx, principal, { kind: 'comment', id: commentId, authorId, body }, reason);
        if (refused) return refused;
        await run(
          tx,
          sql`with counted as (update post set comment_count = comment_count - 1 where id = ${postId}),
              answered as (update comment set reply_count = reply_count - 1 where id = ${parentId})
              update comment set body = null, deleted_at = now() where id = ${commentId}`,
        );
        await withdrawNews(tx, comment);
        const properties = { commentId, postId, parentId, authorId };
        await recordEvent(tx, { name: 'comment.deleted', userId: principal.userId, properties });
        return null;
      });
    },
  };
}

export type CommentsService = ReturnType<typeof createCommentsService>;
