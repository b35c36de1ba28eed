import { sql } from 'kysely';
import { run } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';

/** What a person said loses its text; the rows stay, so that numbers and unread counts hold. */
export const eraseRoomMessages: EraseStep = {
  name: 'community.room_messages',
  erase: (tx, userId, limit) =>
    run(
      tx,
      sql`update room_message set text = null, deleted_at = now() where text is not null and id in (
            select id from room_message where author_id = ${userId} and text is not null limit ${limit})`,
    ),
};
