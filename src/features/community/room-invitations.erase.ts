import { sql } from 'kysely';
import { run } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';

/** Invitations from and to a person, with what was written in them. */
export const eraseRoomInvitations: EraseStep = {
  name: 'community.room_invitations',
  erase: (tx, userId, limit) =>
    run(
      tx,
      sql`delete from room_invitation where id in (
            (select id from room_invitation where inviter_id = ${userId} limit ${limit})
            union (select id from room_invitation where invitee_id = ${userId} limit ${limit}) limit ${limit})`,
    ),
};
