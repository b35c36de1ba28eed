import { sql } from 'kysely';
import { type Em, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { isProblem, notFound, type Problem } from '../../platform/http/problem.ts';
import { revokeTopic } from '../../platform/realtime/publish.ts';
import { holdLivingUser } from '../accounts/people/living-users.reads.ts';
import { recordEvent } from '../events/record-event.service.ts';
import { lockReadableRoom, NOT_ALLOWED, readableRoom } from './room-access.ts';
import { type BanRow, listBans, type PersonKey } from './room-members.queries.ts';
import { dropInvitations, lockToRemove, removeMember } from './room-membership.ts';
import { canInspect, canManage } from './rooms.policy.ts';
import { topicOfRoom } from './rooms.topic.ts';

/** Latest first. For the owner and room admins. */
export async function bansOf(
  em: Em,
  principal: Principal,
  roomId: string,
  limit: number,
  before: PersonKey | null,
): Promise<BanRow[] | Problem> {
  const room = await readableRoom(em, principal, roomId);
  if (isProblem(room)) return room;
  return canInspect(room, principal) ? await listBans(em, roomId, limit, before) : NOT_ALLOWED;
}

/** Keeps a user, member or not, from joining and from accepting invitations. Doing it again changes nothing. */
export async function banFromRoom(
  em: Em,
  principal: Principal,
  roomId: string,
  userId: string,
): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const member = await lockToRemove(tx, principal, roomId, userId);
    if (isProblem(member)) return member;
    if (!(await holdLivingUser(tx, userId))) return notFound('The user');
    const banned = await run(
      tx,
      sql`insert into room_ban (room_id, user_id) values (${roomId}, ${userId}) on conflict do nothing`,
    );
    if (banned === 0) return null;
    if (member) await removeMember(tx, roomId, userId);
    await dropInvitations(tx, roomId, userId);
    await revokeTopic(tx, topicOfRoom(roomId), userId);
    await recordEvent(tx, { name: 'room.banned', userId: principal.userId, properties: { roomId, memberId: userId } });
    return null;
  });
}

export async function liftBan(em: Em, principal: Principal, roomId: string, userId: string): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const room = await lockReadableRoom(tx, principal, roomId);
    if (isProblem(room)) return room;
    if (!canManage(room)) return NOT_ALLOWED;
    const lifted = await run(tx, sql`delete from room_ban where room_id = ${roomId} and user_id = ${userId}`);
    if (lifted === 0) return notFound('The ban');
    await recordEvent(tx, {
      name: 'room.unbanned',
      userId: principal.userId,
      properties: { roomId, memberId: userId },
    });
    return null;
  });
}
