import { sql } from 'kysely';
import { lockName } from '../../platform/db/advisory-lock.ts';
import { type Em, row, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { isProblem, type Problem, problem } from '../../platform/http/problem.ts';
import { recordEvent } from '../events/record-event.service.ts';
import { lockReadableRoom, NO_ROOM, NOT_ALLOWED, readableRoom } from './room-access.ts';
import { closeRoom } from './room-closing.ts';
import { MAX_OWNED_ROOMS, type RoomVisibility } from './rooms.domain.ts';
import { canClose, canManage } from './rooms.policy.ts';
import { countOwnedRooms, type RoomRow, viewRoom } from './rooms.queries.ts';

export interface NewRoom {
  name: string;
  description: string | null;
  visibility: RoomVisibility;
}

export interface RoomPatch {
  name?: string | undefined;
  description?: string | null | undefined;
}

const TOO_MANY_ROOMS = problem(409, 'too_many_rooms', `A user can own at most ${MAX_OWNED_ROOMS} rooms.`);

/** A 409 when the person owns as many rooms as one may. Those who give one person rooms wait for each other. */
export async function ownershipProblem(tx: Em, userId: string): Promise<Problem | null> {
  await lockName(tx, `rooms:${userId}`);
  return (await countOwnedRooms(tx, userId, MAX_OWNED_ROOMS)) < MAX_OWNED_ROOMS ? null : TOO_MANY_ROOMS;
}

async function view(em: Em, roomId: string, viewerId: string): Promise<RoomRow | Problem> {
  return (await viewRoom(em, roomId, viewerId)) ?? NO_ROOM;
}

/** Anyone who makes a room owns it. 409 `too_many_rooms`. */
export async function createRoom(em: Em, ownerId: string, input: NewRoom): Promise<RoomRow | Problem> {
  return await transact(em, async (tx) => {
    const refused = await ownershipProblem(tx, ownerId);
    if (refused) return refused;
    const made = await row<{ id: string }>(
      tx,
      sql`with made as (
            insert into room (owner_id, name, description, visibility, member_count)
            values (${ownerId}, ${input.name}, ${input.description}, ${input.visibility}, 1) returning id)
          insert into room_member (room_id, user_id, role) select id, ${ownerId}, 'owner' from made returning room_id as id`,
    );
    if (!made) throw new Error('An insert returned no row');
    await recordEvent(tx, {
      name: 'room.created',
      userId: ownerId,
      properties: { roomId: made.id, visibility: input.visibility },
    });
    return await view(tx, made.id, ownerId);
  });
}

export async function getRoom(em: Em, principal: Principal, roomId: string): Promise<RoomRow | Problem> {
  const room = await readableRoom(em, principal, roomId);
  return isProblem(room) ? room : await view(em, roomId, principal.userId);
}

/** For the owner and room admins. */
export async function updateRoom(
  em: Em,
  principal: Principal,
  roomId: string,
  patch: RoomPatch,
): Promise<RoomRow | Problem> {
  return await transact(em, async (tx) => {
    const room = await lockReadableRoom(tx, principal, roomId);
    if (isProblem(room)) return room;
    if (!canManage(room)) return NOT_ALLOWED;
    const { name = room.name, description = room.description } = patch;
    await run(
      tx,
      sql`update room set name = ${name}, description = ${description}, updated_at = now() where id = ${roomId}`,
    );
    await recordEvent(tx, { name: 'room.updated', userId: principal.userId, properties: { roomId } });
    return await view(tx, roomId, principal.userId);
  });
}

/** For the owner; a public room also for moderators and admins. */
export async function removeRoom(em: Em, principal: Principal, roomId: string): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const room = await lockReadableRoom(tx, principal, roomId);
    if (isProblem(room)) return room;
    if (!canClose(room, principal)) return NOT_ALLOWED;
    await closeRoom(tx, roomId);
    await recordEvent(tx, { name: 'room.closed', userId: principal.userId, properties: { roomId } });
    return null;
  });
}
