import { sql } from 'kysely';
import { run } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';
import { findFormerAddresses } from '../../accounts/erasure/former-addresses.reads.ts';

/** Invitations from and to a person, also those that were mailed to an address of theirs, with what was written in them. */
export const eraseRoomInvitations: EraseStep = {
  name: 'community.room_invitations',
  async erase(tx, userId, limit) {
    const { addresses, until } = await findFormerAddresses(tx, userId);
    return await run(
      tx,
      sql`delete from room_invitation where id in (
            (select id from room_invitation where inviter_id = ${userId} limit ${limit})
            union (select id from room_invitation where invitee_id = ${userId} limit ${limit})
            union (select id from room_invitation
              where email = any(${addresses}::text[]) and created_at <= ${until} limit ${limit}) limit ${limit})`,
    );
  },
};
