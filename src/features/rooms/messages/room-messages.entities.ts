import { defineEntity, p } from '@mikro-orm/postgresql';

/** What a member said. Rows stay, so that numbers and unread counts hold; a deleted message has lost its text. */
export const RoomMessageEntity = defineEntity({
  name: 'RoomMessage',
  tableName: 'room_message',
  uniques: [{ name: 'room_message_seq_unique', properties: ['roomId', 'seq'] }],
  indexes: [
    {
      name: 'room_message_author_id_index',
      expression: 'create index room_message_author_id_index on room_message (author_id) where text is not null',
    },
  ],
  checks: [{ name: 'room_message_text_check', expression: '(text is null) = (deleted_at is not null)' }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    roomId: p.uuid(),
    /** 1, 2, 3 … in its room, in the order in which messages became visible. */
    seq: p.integer(),
    authorId: p.uuid(),
    text: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    editedAt: p.datetime().nullable(),
    deletedAt: p.datetime().nullable(),
  },
});
