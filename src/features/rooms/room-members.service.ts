import { sql } from 'kysely';
import { type Em, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { isProblem, notFound, type Problem, problem } from '../../platform/http/problem.ts';
import { revokeTopic } from '../../platform/realtime/publish.ts';
import { holdLivingUser } from '../accounts/people/living-users.reads.ts';
import { recordEvent } from '../events/record-event.service.ts';
import { lockReadableRoom, NO_ROOM, NOT_ALLOWED, readableRoom } from './room-access.ts';
import { findMember, listMembers, type MemberRow, type PersonKey } from './room-members.queries.ts';
import { addMember, lockToRemove, removeMember } from './room-membership.ts';
import type { RoomRole } from './rooms.domain.ts';
import { type RoomRow, viewRoom } from './rooms.queries.ts';
import { ownershipProblem } from './rooms.service.ts';
import { topicOfRoom } from './rooms.topic.ts';

const NO_MEMBER = notFound('The member');
const INVITED_ONLY = problem(403, 'invitation_required', 'To join a private room, accept an invitation.');
const OWNER_STAYS = problem(409, 'owner_stays', 'Transfer ownership or close the room before you leave.');

/** Joining again changes nothing. 403 `banned`, `invitation_required`; 409 `room_full`. */
export async function joinRoom(em: Em, principal: Principal, roomId: string): Promise<RoomRow | Problem> {
  return await transact(em, async (tx) => {
    const room = await lockReadableRoom(tx, principal, roomId);
    if (isProblem(room)) return room;
    if (room.role === null) {
      const refused = room.visibility === 'private' ? INVITED_ONLY : await addMember(tx, room, principal.userId);
      if (refused) return refused;
    }
    return (await viewRoom(tx, roomId, principal.userId)) ?? NO_ROOM;
  });
}

/** Leaving a room one is not in changes nothing. 409 `owner_stays`. */
export async function leaveRoom(em: Em, principal: Principal, roomId: string): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const room = await lockReadableRoom(tx, principal, roomId);
    if (isProblem(room)) return room;
    if (room.role === null) return null;
    if (room.role === 'owner') return OWNER_STAYS;
    await removeMember(tx, roomId, principal.userId);
    if (room.visibility === 'private') await revokeTopic(tx, topicOfRoom(roomId), principal.userId);
    await recordEvent(tx, { name: 'room.left', userId: principal.userId, properties: { roomId } });
    return null;
  });
}

/** Longest-serving first. */
export async function membersOf(
  em: Em,
  principal: Principal,
  roomId: string,
  limit: number,
  after: PersonKey | null,
): Promise<MemberRow[] | Problem> {
  const room = await readableRoom(em, principal, roomId);
  return isProblem(room) ? room : await listMembers(em, roomId, limit, after);
}

/** Both change in one statement, so a room has one owner at any moment. */
async function handOver(tx: Em, roomId: string, from: string, to: string): Promise<void> {
  await run(
    tx,
    sql`with roles as (update room_member set role = case when user_id = ${to} then 'owner' else 'admin' end
          where room_id = ${roomId} and user_id in (${from}, ${to}))
        update room set owner_id = ${to}, updated_at = now() where id = ${roomId}`,
  );
}

/** For the owner, who gives the room away by the role `owner`. 409 `owner_stays`, and `too_many_rooms` of the one given to. */
export async function changeRole(
  em: Em,
  principal: Principal,
  roomId: string,
  userId: string,
  role: RoomRole,
): Promise<MemberRow | Problem> {
  return await transact(em, async (tx) => {
    const room = await lockReadableRoom(tx, principal, roomId);
    if (isProblem(room)) return room;
    if (room.role !== 'owner') return NOT_ALLOWED;
    const member = await findMember(tx, roomId, userId);
    if (!member) return NO_MEMBER;
    if (member.role === role) return member;
    if (member.role === 'owner') return OWNER_STAYS;
    const properties = { roomId, memberId: userId };
    if (role === 'owner') {
      if (!(await holdLivingUser(tx, userId))) return NO_MEMBER;
      const refused = await ownershipProblem(tx, userId);
      if (refused) return refused;
      await handOver(tx, roomId, principal.userId, userId);
      await recordEvent(tx, { name: 'room.handed_over', userId: principal.userId, properties });
    } else {
      await run(tx, sql`update room_member set role = ${role} where room_id = ${roomId} and user_id = ${userId}`);
      await recordEvent(tx, {
        name: 'room.role_changed',
        userId: principal.userId,
        properties: { ...properties, role },
      });
    }
    return { ...member, role };
  });
}

/** For the owner, and room admins towards members without a role of their own. They may come again unless banned. */
export async function expelMember(
  em: Em,
  principal: Principal,
  roomId: string,
  userId: string,
): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const member = await lockToRemove(tx, principal, roomId, userId);
    if (isProblem(member)) return member;
    if (!member) return NO_MEMBER;
    await removeMember(tx, roomId, userId);
    await revokeTopic(tx, topicOfRoom(roomId), userId);
    await recordEvent(tx, {
      name: 'room.member_removed',
      userId: principal.userId,
      properties: { roomId, memberId: userId },
    });
    return null;
  });
}
