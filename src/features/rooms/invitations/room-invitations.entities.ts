import { defineEntity, p } from '@mikro-orm/postgresql';

/**
 * An invitation that waits for an answer: an answered one is deleted. One that was sent to an address shows its inviter nothing
 * but the address, whether or not someone here has it.
 */
export const RoomInvitationEntity = defineEntity({
  name: 'RoomInvitation',
  tableName: 'room_invitation',
  uniques: [
    { name: 'room_invitation_email_unique', properties: ['roomId', 'email'] },
    { name: 'room_invitation_token_hash_unique', properties: ['tokenHash'] },
  ],
  indexes: [
    {
      name: 'room_invitation_invitee_id_index',
      expression:
        'create unique index room_invitation_invitee_id_index on room_invitation (room_id, invitee_id) where not hidden',
    },
    {
      name: 'room_invitation_room_id_index',
      expression: 'create index room_invitation_room_id_index on room_invitation (room_id, id desc)',
    },
    {
      name: 'room_invitation_mine_index',
      expression: 'create index room_invitation_mine_index on room_invitation (invitee_id, id desc)',
    },
    { name: 'room_invitation_inviter_id_index', properties: ['inviterId'] },
    {
      name: 'room_invitation_email_index',
      expression: 'create index room_invitation_email_index on room_invitation (email) where email is not null',
    },
    { name: 'room_invitation_expires_at_index', properties: ['expiresAt'] },
  ],
  checks: [{ name: 'room_invitation_target_check', expression: '(invitee_id is not null) or (email is not null)' }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    roomId: p.uuid(),
    inviterId: p.uuid(),
    /** Who may accept it; null when it was mailed to an address of no one here, whose token decides. */
    inviteeId: p.uuid().nullable(),
    /** Normalised address it was sent to; null when a user was named. */
    email: p.text().nullable(),
    /** Kept for the inviter's eyes: the owner of the address is in the room already, invited already, or banned. */
    hidden: p.boolean().default(false),
    /** SHA-256 of the token in the mail. */
    tokenHash: p.type('bytea').$type<Buffer>().nullable(),
    message: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    expiresAt: p.datetime(),
  },
});
