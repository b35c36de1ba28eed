import { defineEntity, p } from '@mikro-orm/postgresql';
import type { RoomRole, RoomVisibility } from './rooms.domain.ts';

/** A place to talk. Rooms are closed, never deleted, so what points at one needs no foreign key. */
export const RoomEntity = defineEntity({
  name: 'Room',
  tableName: 'room',
  indexes: [
    {
      name: 'room_newest_index',
      expression: `create index room_newest_index on room (id desc) where visibility = 'public' and closed_at is null`,
    },
    {
      name: 'room_largest_index',
      expression: `create index room_largest_index on room (member_count desc, id desc) where visibility = 'public' and closed_at is null`,
    },
    {
      name: 'room_owner_id_index',
      expression: 'create index room_owner_id_index on room (owner_id) where closed_at is null',
    },
  ],
  checks: [
    { name: 'room_visibility_check', expression: "visibility in ('public', 'private')" },
    { name: 'room_member_count_check', expression: 'member_count >= 0' },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    /** The member whose role is `owner`. */
    ownerId: p.uuid(),
    name: p.text(),
    description: p.text().nullable(),
    visibility: p.text().$type<RoomVisibility>(),
    /** Rows of `room_member`, changed in the statement that changes them. */
    memberCount: p.integer().default(0),
    /** Number of the latest message: given out under the lock of this row, so messages become visible in its order. */
    lastSeq: p.integer().default(0),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
    closedAt: p.datetime().nullable(),
  },
});

export const RoomMemberEntity = defineEntity({
  name: 'RoomMember',
  tableName: 'room_member',
  indexes: [
    { name: 'room_member_joined_at_index', properties: ['roomId', 'joinedAt', 'userId'] },
    {
      name: 'room_member_user_id_index',
      expression: 'create index room_member_user_id_index on room_member (user_id, room_id desc)',
    },
  ],
  checks: [{ name: 'room_member_role_check', expression: "role in ('owner', 'admin', 'member')" }],
  properties: {
    roomId: p.uuid().primary(),
    userId: p.uuid().primary(),
    role: p.text().$type<RoomRole>().default('member'),
    /** In milliseconds, as cursors hold it. */
    joinedAt: p.datetime(3).defaultRaw('now()'),
    /** Number of the last message that was read. */
    lastReadSeq: p.integer().default(0),
  },
});

/** Someone who may not become a member. */
export const RoomBanEntity = defineEntity({
  name: 'RoomBan',
  tableName: 'room_ban',
  indexes: [
    {
      name: 'room_ban_created_at_index',
      expression: 'create index room_ban_created_at_index on room_ban (room_id, created_at desc, user_id desc)',
    },
    { name: 'room_ban_user_id_index', properties: ['userId'] },
  ],
  properties: {
    roomId: p.uuid().primary(),
    userId: p.uuid().primary(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
