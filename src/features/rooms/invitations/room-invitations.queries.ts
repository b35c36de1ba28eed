import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import type { RoomVisibility } from '../rooms.domain.ts';

/** An invitation as those who manage the room see it. */
export interface InvitationRow {
  id: string;
  roomId: string;
  inviterId: string;
  /** Null for an invitation to an address, no matter who has it. */
  inviteeId: string | null;
  email: string | null;
  message: string | null;
  createdAt: Date;
  expiresAt: Date;
}

export const INVITATION = sql`id, room_id as "roomId", inviter_id as "inviterId",
  case when email is null then invitee_id end as "inviteeId", email, message, created_at as "createdAt", expires_at as "expiresAt"`;

/** Open invitations, newest first, below `before`. */
export async function listInvitations(
  em: Em,
  roomId: string,
  limit: number,
  before: string | null,
): Promise<InvitationRow[]> {
  const below = before === null ? sql`true` : sql`id < ${before}`;
  return await rows(
    em,
    sql`select ${INVITATION} from room_invitation where room_id = ${roomId} and expires_at > now() and ${below}
        order by id desc limit ${limit}`,
  );
}

/** An invitation as the invited person sees it. */
export interface MyInvitationRow extends InvitationRow {
  roomName: string;
  roomDescription: string | null;
  visibility: RoomVisibility;
  memberCount: number;
}

/** Open invitations of a person, newest first, below `before`. */
export async function listInvitationsOf(
  em: Em,
  userId: string,
  limit: number,
  before: string | null,
): Promise<MyInvitationRow[]> {
  const below = before === null ? sql`true` : sql`i.id < ${before}`;
  return await rows(
    em,
    sql`select i.*, r.name as "roomName", r.description as "roomDescription", r.visibility, r.member_count as "memberCount"
        from (select ${INVITATION} from room_invitation i
              where invitee_id = ${userId} and not hidden and expires_at > now() and ${below}
              order by id desc limit ${limit}) i
          join room r on r.id = i."roomId" order by i.id desc`,
  );
}

/** What invites a person: an invitation of theirs, or the token of one. */
export type InvitationClaim = { invitationId: string; userId: string } | { tokenHash: Buffer };

/** That an open invitation is the one of the claim, as a condition. */
export function claimedBy(claim: InvitationClaim) {
  return 'tokenHash' in claim
    ? sql`token_hash = ${claim.tokenHash} and expires_at > now()`
    : sql`id = ${claim.invitationId} and invitee_id = ${claim.userId} and expires_at > now()`;
}

export async function findClaimed(em: Em, claim: InvitationClaim): Promise<{ id: string; roomId: string } | undefined> {
  return await row(em, sql`select id, room_id as "roomId" from room_invitation where ${claimedBy(claim)}`);
}

/** How many invitations of a room wait for an answer. */
export async function countInvitations(em: Em, roomId: string): Promise<number> {
  const counted = await row<{ open: number }>(
    em,
    sql`select count(*)::int as open from room_invitation where room_id = ${roomId}`,
  );
  return counted?.open ?? 0;
}
