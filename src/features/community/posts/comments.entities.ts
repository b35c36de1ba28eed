import { defineEntity, p } from '@mikro-orm/postgresql';
import { PostEntity } from './posts.entities.ts';

/** A comment on a post, or a reply to one. A deleted comment has no text; it is shown while it has replies. */
export const CommentEntity = defineEntity({
  name: 'Comment',
  tableName: 'comment',
  indexes: [
    {
      name: 'comment_thread_index',
      expression:
        'create index comment_thread_index on comment (post_id, id) where parent_id is null and (deleted_at is null or reply_count > 0)',
    },
    {
      name: 'comment_reply_index',
      expression:
        'create index comment_reply_index on comment (parent_id, id) where parent_id is not null and deleted_at is null',
    },
    {
      name: 'comment_author_index',
      expression: 'create index comment_author_index on comment (author_id, id desc) where deleted_at is null',
    },
  ],
  checks: [
    { name: 'comment_reply_count_check', expression: 'reply_count >= 0' },
    { name: 'comment_deleted_check', expression: '(body is null) = (deleted_at is not null)' },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    post: () =>
      p
        .manyToOne(PostEntity)
        .ref()
        .updateRule('no action')
        .deleteRule('cascade')
        .foreignKeyName('comment_post_id_foreign'),
    parent: () =>
      p
        .manyToOne(CommentEntity)
        .ref()
        .nullable()
        .updateRule('no action')
        .deleteRule('cascade')
        .foreignKeyName('comment_parent_id_foreign'),
    authorId: p.uuid(),
    body: p.text().nullable(),
    /** Replies that are not deleted. */
    replyCount: p.integer().default(0),
    createdAt: p.datetime().defaultRaw('now()'),
    editedAt: p.datetime().nullable(),
    deletedAt: p.datetime().nullable(),
  },
});
