import type { Principal } from '../../platform/http/principal.ts';
import type { RoomRole, RoomVisibility } from './rooms.domain.ts';

/** A room as one person stands to it. */
export interface RoomStanding {
  visibility: RoomVisibility;
  /** Of the person; null when they are no member. */
  role: RoomRole | null;
}

/** Who may not read a room does not learn that it exists. */
export function canRead(room: RoomStanding, principal: Principal): boolean {
  return room.visibility === 'public' || room.role !== null || principal.role === 'admin';
}

/** Changes the room, answers for its members, bans, and sees its invitations. */
export function canManage({ role }: Pick<RoomStanding, 'role'>): boolean {
  return role === 'owner' || role === 'admin';
}

/** Looks at what managers look at. */
export function canInspect(room: RoomStanding, principal: Principal): boolean {
  return canManage(room) || principal.role === 'admin';
}

/** Into public rooms every member invites. */
export function canInvite(room: RoomStanding): boolean {
  return room.visibility === 'public' ? room.role !== null : canManage(room);
}

/** Deletes what others say. Moderation ends where the public does. */
export function canModerate(room: RoomStanding, principal: Principal): boolean {
  return room.visibility === 'public' && (principal.role === 'moderator' || principal.role === 'admin');
}

export function canClose(room: RoomStanding, principal: Principal): boolean {
  return room.role === 'owner' || canModerate(room, principal);
}

/** Whether someone of role `by` may throw out someone of role `whom` (null: no member, so only a ban has a meaning). */
export function canExpel(by: RoomRole | null, whom: RoomRole | null): boolean {
  if (by === 'owner') return whom !== 'owner';
  return by === 'admin' && (whom === 'member' || whom === null);
}
