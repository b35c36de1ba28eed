import { defineEntity, p } from '@mikro-orm/postgresql';

/** What a moderator took away: who, why, and the text, for admins to review. */
export const ContentRemovalEntity = defineEntity({
  name: 'ContentRemoval',
  tableName: 'content_removal',
  indexes: [{ name: 'content_removal_author_index', properties: ['authorId'] }],
  checks: [{ name: 'content_removal_kind_check', expression: "kind in ('post', 'comment', 'room_message')" }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    kind: p.text().$type<'post' | 'comment' | 'room_message'>(),
    /** The post, comment or message. */
    subjectId: p.uuid(),
    authorId: p.uuid(),
    removedBy: p.uuid(),
    reason: p.text(),
    body: p.text(),
    removedAt: p.datetime().defaultRaw('now()'),
  },
});
