import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import { isProblem, notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { sha256 } from '../../../platform/secrets.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { withdrawNotifications } from '../../notifications/withdraw.service.ts';
import { lockReadableRoom, lockRoom, NO_ROOM, NOT_ALLOWED, readableRoom } from '../room-access.ts';
import { addMember } from '../room-membership.ts';
import { canInspect, canManage } from '../rooms.policy.ts';
import { type RoomRow, viewRoom } from '../rooms.queries.ts';
import {
  claimedBy,
  findClaimed,
  type InvitationClaim,
  type InvitationRow,
  listInvitations,
} from './room-invitations.queries.ts';

const NO_INVITATION = notFound('The invitation');
const INVALID_TOKEN = problem(400, 'invalid_token', 'The invitation is not valid, was used before or has expired.');
const ALREADY_MEMBER = problem(409, 'already_member', 'You are already a member of this room.');

/** Open invitations of a room, newest first. For the owner and room admins. */
export async function invitationsInto(
  em: Em,
  principal: Principal,
  roomId: string,
  limit: number,
  before: string | null,
): Promise<InvitationRow[] | Problem> {
  const room = await readableRoom(em, principal, roomId);
  if (isProblem(room)) return room;
  return canInspect(room, principal) ? await listInvitations(em, roomId, limit, before) : NOT_ALLOWED;
}

/** For the owner, room admins and anyone who invited. */
export async function revokeInvitation(
  em: Em,
  principal: Principal,
  roomId: string,
  invitationId: string,
): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const room = await lockReadableRoom(tx, principal, roomId);
    if (isProblem(room)) return room;
    const whose = canManage(room) ? sql`true` : sql`inviter_id = ${principal.userId}`;
    const revoked = await row<{ inviteeId: string | null }>(
      tx,
      sql`delete from room_invitation where id = ${invitationId} and room_id = ${roomId} and ${whose}
          returning invitee_id as "inviteeId"`,
    );
    if (!revoked) return canManage(room) ? NO_INVITATION : NOT_ALLOWED;
    if (revoked.inviteeId !== null) {
      await withdrawNotifications(tx, [revoked.inviteeId], [`room_invitation:${invitationId}`]);
    }
    const properties = { roomId, invitationId };
    await recordEvent(tx, { name: 'room.invitation_revoked', userId: principal.userId, properties });
    return null;
  });
}

/** The lock of the room lets one of any number of answers through; the others find the invitation gone. */
async function join(
  em: Em,
  userId: string,
  claim: InvitationClaim,
  missing: Problem,
  refuseMembers: boolean,
): Promise<RoomRow | Problem> {
  return await transact(em, async (tx) => {
    const claimed = await findClaimed(tx, claim);
    const room = claimed && (await lockRoom(tx, claimed.roomId, userId));
    if (!room || !(await findClaimed(tx, claim))) return missing;
    if (room.role !== null && refuseMembers) return ALREADY_MEMBER;
    const refused = room.role === null ? await addMember(tx, room, userId) : null;
    if (refused) return refused;
    await run(tx, sql`delete from room_invitation where ${claimedBy(claim)}`);
    const properties = { roomId: room.id, invitationId: claimed.id };
    await recordEvent(tx, { name: 'room.invitation_accepted', userId, properties });
    return (await viewRoom(tx, room.id, userId)) ?? NO_ROOM;
  });
}

/** Makes the invited person a member. 404 for an invitation that is not theirs, was answered or has expired. */
export async function acceptInvitation(em: Em, userId: string, invitationId: string): Promise<RoomRow | Problem> {
  return await join(em, userId, { invitationId, userId }, NO_INVITATION, false);
}

/** Makes anyone who has the mail a member. 400 `invalid_token`; 409 `already_member`, which leaves the token as it is. */
export async function redeemInvitation(em: Em, userId: string, token: string): Promise<RoomRow | Problem> {
  return await join(em, userId, { tokenHash: sha256(token) }, INVALID_TOKEN, true);
}

export async function declineInvitation(em: Em, userId: string, invitationId: string): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const declined = await row<{ roomId: string }>(
      tx,
      sql`delete from room_invitation where ${claimedBy({ invitationId, userId })} returning room_id as "roomId"`,
    );
    if (!declined) return NO_INVITATION;
    const properties = { roomId: declined.roomId, invitationId };
    await recordEvent(tx, { name: 'room.invitation_declined', userId, properties });
    return null;
  });
}
