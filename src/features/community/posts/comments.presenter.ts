import type { Em } from '../../../platform/db/sql.ts';
import type { FindImages } from '../../../platform/media/image-view.ts';
import { findWriters } from '../../accounts/people/public-users.reads.ts';
import type { CommentRow } from './comments.queries.ts';
import type { CommentView } from './comments.schema.ts';

/** Shapes comments for the API, their authors and avatars looked up in one query each. A deleted one has neither text nor author. */
export async function presentComments(
  em: Em,
  comments: readonly CommentRow[],
  findImages: FindImages,
): Promise<CommentView[]> {
  const writerOf = await findWriters(
    em,
    comments.filter((comment) => comment.body !== null).map((comment) => comment.author_id),
    findImages,
  );
  return comments.map((comment) => ({
    id: comment.id,
    postId: comment.post_id,
    parentId: comment.parent_id,
    deleted: comment.body === null,
    author: comment.body === null ? null : writerOf(comment.author_id),
    body: comment.body,
    replyCount: comment.reply_count,
    createdAt: comment.created_at.toISOString(),
    editedAt: comment.edited_at?.toISOString() ?? null,
  }));
}
