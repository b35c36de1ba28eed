/** Rules and limits of rooms. Pure. */

export const ROOM_VISIBILITIES = ['public', 'private'] as const;
export type RoomVisibility = (typeof ROOM_VISIBILITIES)[number];

export const ROOM_ROLES = ['owner', 'admin', 'member'] as const;
export type RoomRole = (typeof ROOM_ROLES)[number];

/** A message is fanned out to every socket of a room. */
export const MAX_ROOM_MEMBERS = 10_000;
/** Rooms that one person owns and that are not closed. */
export const MAX_OWNED_ROOMS = 100;
/** Invitations of one room that wait for an answer. */
export const MAX_OPEN_INVITATIONS = 500;
export const INVITATION_DAYS = 14;
/** No one reads further than "100 or more". */
export const MAX_UNREAD_COUNT = 100;

/**
 * The link in the mail of an invitation. The token stands behind the `#`, which browsers send to no one, so it is in no log of
 * any server on the way.
 * @param publicUrl without a slash at its end
 */
export function invitationLink(publicUrl: string, token: string): string {
  return `${publicUrl}/api/invitations/accept#token=${token}`;
}
