import { sql } from 'kysely';
import { type Em, row, run } from '../../platform/db/sql.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { isProblem, type Problem, problem } from '../../platform/http/problem.ts';
import { recordEvent } from '../events/record-event.service.ts';
import { lockReadableRoom, NOT_ALLOWED, type RoomAccess } from './room-access.ts';
import { findMember, type MemberRow } from './room-members.queries.ts';
import { MAX_ROOM_MEMBERS } from './rooms.domain.ts';
import { canExpel } from './rooms.policy.ts';

const BANNED = problem(403, 'banned', 'You are banned from this room.');
const ROOM_FULL = problem(409, 'room_full', `A room can have at most ${MAX_ROOM_MEMBERS} members.`);

/** Takes back what invites a person. To the user who invited an address it still looks open. */
export async function dropInvitations(tx: Em, roomId: string, userId: string): Promise<void> {
  await run(
    tx,
    sql`with hidden as (update room_invitation set hidden = true
          where room_id = ${roomId} and invitee_id = ${userId} and email is not null and not hidden)
        delete from room_invitation where room_id = ${roomId} and invitee_id = ${userId} and email is null`,
  );
}

export async function isBanned(em: Em, roomId: string, userId: string): Promise<boolean> {
  return (await row(em, sql`select from room_ban where room_id = ${roomId} and user_id = ${userId}`)) !== undefined;
}

/**
 * Makes a person who is no member one, in a room whose lock the transaction holds. Nothing is unread to them.
 * @returns 403 `banned` or 409 `room_full`, before anything was written
 */
export async function addMember(tx: Em, room: RoomAccess, userId: string): Promise<Problem | null> {
  if (await isBanned(tx, room.id, userId)) return BANNED;
  if (room.memberCount >= MAX_ROOM_MEMBERS) return ROOM_FULL;
  await run(
    tx,
    sql`with joined as (
          insert into room_member (room_id, user_id, last_read_seq) values (${room.id}, ${userId}, ${room.lastSeq}) returning 1)
        update room set member_count = member_count + (select count(*) from joined) where id = ${room.id}`,
  );
  await dropInvitations(tx, room.id, userId);
  await recordEvent(tx, { name: 'room.joined', userId, properties: { roomId: room.id } });
  return null;
}

/**
 * Locks a room for removing a person from it.
 * @returns the member, null for a person who is none, or why the caller may not
 */
export async function lockToRemove(
  tx: Em,
  principal: Principal,
  roomId: string,
  userId: string,
): Promise<MemberRow | null | Problem> {
  const room = await lockReadableRoom(tx, principal, roomId);
  if (isProblem(room)) return room;
  const member = await findMember(tx, roomId, userId);
  return canExpel(room.role, member?.role ?? null) ? (member ?? null) : NOT_ALLOWED;
}

/** Takes a member out of a room whose lock the transaction holds. */
export async function removeMember(tx: Em, roomId: string, userId: string): Promise<void> {
  await run(
    tx,
    sql`with gone as (delete from room_member where room_id = ${roomId} and user_id = ${userId} returning 1)
        update room set member_count = member_count - (select count(*) from gone) where id = ${roomId}`,
  );
}
