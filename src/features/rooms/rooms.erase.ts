import { sql } from 'kysely';
import { type Em, rows, run } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';
import { closeRoom } from './room-closing.ts';

/** The first rooms of a person, locked in the order of their ids, as are all that several at once are taken of. */
async function lockRooms(tx: Em, ids: ReturnType<typeof sql>): Promise<string[]> {
  const locked = await rows<{ id: string }>(
    tx,
    sql`select id from room where id in (${ids}) order by id for no key update`,
  );
  return locked.map(({ id }) => id);
}

/** To whom a room goes: the longest-serving admin, else the longest-serving member. */
const heir = (role: 'admin' | 'member') => sql`select user_id from room_member
  where room_id = r.id and role = ${role} order by joined_at, user_id limit 1`;

/** @returns the rooms that no one is left to take; one that changed hands before it was locked is left alone */
async function passOn(tx: Em, ownerId: string, roomIds: readonly string[]): Promise<string[]> {
  const left = await rows<{ id: string }>(
    tx,
    sql`with heirs as (
          select r.id, r.owner_id, coalesce((${heir('admin')}), (${heir('member')})) as heir_id
          from room r
          where r.id = any(${[...roomIds]}::uuid[]) and r.owner_id = ${ownerId} and r.closed_at is null),
        passed as (
          update room r set owner_id = h.heir_id, updated_at = now() from heirs h
          where r.id = h.id and h.heir_id is not null),
        roles as (
          update room_member m set role = case when m.user_id = h.heir_id then 'owner' else 'member' end from heirs h
          where m.room_id = h.id and h.heir_id is not null and m.user_id in (h.heir_id, h.owner_id))
        select id from heirs where heir_id is null`,
  );
  return left.map(({ id }) => id);
}

async function leaveRooms(tx: Em, userId: string, limit: number): Promise<number> {
  const joined = await lockRooms(
    tx,
    sql`select room_id from room_member where user_id = ${userId} and role <> 'owner' order by room_id desc limit ${limit}`,
  );
  if (joined.length === 0) return 0;
  await run(
    tx,
    sql`with gone as (
          delete from room_member where user_id = ${userId} and room_id = any(${joined}::uuid[]) and role <> 'owner' returning room_id)
        update room set member_count = member_count - 1 where id in (select room_id from gone)`,
  );
  return joined.length;
}

/** Rooms outlive their owners as long as someone is in them. */
export const eraseRooms: EraseStep = {
  name: 'community.rooms',
  async erase(tx, userId, limit) {
    const owned = await lockRooms(
      tx,
      sql`select id from room where owner_id = ${userId} and closed_at is null order by id limit ${limit}`,
    );
    if (owned.length > 0) {
      for (const roomId of await passOn(tx, userId, owned)) await closeRoom(tx, roomId);
      return owned.length;
    }
    const left = await leaveRooms(tx, userId, limit);
    if (left > 0) return left;
    return await run(
      tx,
      sql`delete from room_ban where user_id = ${userId} and room_id in (
            select room_id from room_ban where user_id = ${userId} limit ${limit})`,
    );
  },
};
