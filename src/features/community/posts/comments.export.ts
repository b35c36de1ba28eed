import { column, type Dataset, equals, ownedBy } from '../../../platform/datasets/dataset.ts';

/** A person's comments below posts that can still be read. */
export const commentsDataset: Dataset = {
  name: 'comments',
  title: 'Comments',
  about: 'Your comments and replies',
  audience: 'person',
  columns: [
    column('id', 'id', 'c.id'),
    column('postId', 'id', 'c.post_id'),
    column('parentId', 'id', 'c.parent_id'),
    column('createdAt', 'instant', 'c.created_at'),
    column('editedAt', 'instant', 'c.edited_at'),
    column('body', 'text', 'c.body'),
    column('replyCount', 'integer', 'c.reply_count'),
  ],
  filters: [equals('postId', 'c.post_id', 'uuid', 'Only comments on this post')],
  from: 'comment c join post p on p.id = c.post_id',
  owned: `${ownedBy('c.author_id')} and c.deleted_at is null and p.deleted_at is null`,
  at: 'c.created_at',
  order: 'c.id',
};
