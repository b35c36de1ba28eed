import { sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import type { RoomRole } from './rooms.domain.ts';

export interface MemberRow {
  userId: string;
  role: RoomRole;
  joinedAt: Date;
}

export interface BanRow {
  userId: string;
  createdAt: Date;
}

/** ISO 8601 in milliseconds, as the columns hold it, and the person's id. */
export type PersonKey = readonly [at: string, userId: string];

export async function findMember(em: Em, roomId: string, userId: string): Promise<MemberRow | undefined> {
  return await row(
    em,
    sql`select user_id as "userId", role, joined_at as "joinedAt" from room_member
        where room_id = ${roomId} and user_id = ${userId}`,
  );
}

/** Longest-serving first. */
export async function listMembers(
  em: Em,
  roomId: string,
  limit: number,
  after: PersonKey | null,
): Promise<MemberRow[]> {
  const beyond = after === null ? sql`true` : sql`(joined_at, user_id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  return await rows(
    em,
    sql`select user_id as "userId", role, joined_at as "joinedAt" from room_member
        where room_id = ${roomId} and ${beyond} order by joined_at, user_id limit ${limit}`,
  );
}

/** Latest first. */
export async function listBans(em: Em, roomId: string, limit: number, before: PersonKey | null): Promise<BanRow[]> {
  const below =
    before === null ? sql`true` : sql`(created_at, user_id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`;
  return await rows(
    em,
    sql`select user_id as "userId", created_at as "createdAt" from room_ban
        where room_id = ${roomId} and ${below} order by created_at desc, user_id desc limit ${limit}`,
  );
}
