import { column, type Dataset, equals, ownedBy, setting } from '../../platform/datasets/dataset.ts';

/** What a person said in rooms that they may read now, as `canRead` has it for users. */
export const messagesDataset: Dataset = {
  name: 'messages',
  title: 'Room messages',
  about: 'Your messages in rooms that you can read now',
  audience: 'person',
  columns: [
    column('id', 'id', 'm.id'),
    column('roomId', 'id', 'm.room_id'),
    column('roomName', 'text', 'r.name'),
    column('number', 'integer', 'm.seq'),
    column('createdAt', 'instant', 'm.created_at'),
    column('editedAt', 'instant', 'm.edited_at'),
    column('text', 'text', 'm.text'),
  ],
  filters: [equals('roomId', 'm.room_id', 'uuid', 'Only messages in this room')],
  from: 'room_message m join room r on r.id = m.room_id',
  owned: `${ownedBy('m.author_id')} and m.text is not null and r.closed_at is null and (r.visibility = 'public'
    or exists (select from room_member me where me.room_id = r.id and me.user_id = ${setting('owner')}::uuid))`,
  at: 'm.created_at',
  order: 'm.id',
};
