import { sql } from 'kysely';
import { type Em, row } from '../../platform/db/sql.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { notFound, type Problem, problem } from '../../platform/http/problem.ts';
import { canRead, type RoomStanding } from './rooms.policy.ts';

/** What decides about a request to a room. */
export interface RoomAccess extends RoomStanding {
  id: string;
  ownerId: string;
  name: string;
  description: string | null;
  memberCount: number;
  lastSeq: number;
}

export const NO_ROOM = notFound('The room');
export const NOT_ALLOWED = problem(403, 'room_role_required', 'Your role in this room does not allow this.');
export const NOT_A_MEMBER = problem(403, 'not_a_member', 'Only members of the room can do this.');

/** An open room and the role of a person in it. */
export async function findRoom(em: Em, roomId: string, userId: string): Promise<RoomAccess | undefined> {
  return await row(
    em,
    sql`select r.id, r.owner_id as "ownerId", r.name, r.description, r.visibility, r.member_count as "memberCount",
          r.last_seq as "lastSeq", m.role
        from room r left join room_member m on m.room_id = r.id and m.user_id = ${userId}
        where r.id = ${roomId} and r.closed_at is null`,
  );
}

/** The room, or a 404 for anyone who may not read it. */
export async function readableRoom(em: Em, principal: Principal, roomId: string): Promise<RoomAccess | Problem> {
  const room = await findRoom(em, roomId, principal.userId);
  return room && canRead(room, principal) ? room : NO_ROOM;
}

/**
 * Makes all that change a room or its members go one after the other, until each one's transaction ends. The room is read by a
 * second statement, which sees what the one who was waited for has written.
 */
export async function lockRoom(tx: Em, roomId: string, userId: string): Promise<RoomAccess | undefined> {
  await row(tx, sql`select id from room where id = ${roomId} for no key update`);
  return await findRoom(tx, roomId, userId);
}

/** {@link lockRoom} with the answer of {@link readableRoom}. */
export async function lockReadableRoom(tx: Em, principal: Principal, roomId: string): Promise<RoomAccess | Problem> {
  const room = await lockRoom(tx, roomId, principal.userId);
  return room && canRead(room, principal) ? room : NO_ROOM;
}
