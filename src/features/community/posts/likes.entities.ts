import { defineEntity, p } from '@mikro-orm/postgresql';
import { PostEntity } from './posts.entities.ts';

/** That a user likes a post. The id orders likes by time. */
export const PostLikeEntity = defineEntity({
  name: 'PostLike',
  tableName: 'post_like',
  indexes: [
    {
      name: 'post_like_post_index',
      expression: 'create index post_like_post_index on post_like (post_id, id desc)',
    },
    { name: 'post_like_user_index', properties: ['userId', 'post'] },
  ],
  properties: {
    post: () =>
      p
        .manyToOne(PostEntity)
        .ref()
        .primary()
        .updateRule('no action')
        .deleteRule('cascade')
        .foreignKeyName('post_like_post_id_foreign'),
    userId: p.uuid().primary(),
    id: p.uuid().defaultRaw('uuidv7()'),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
