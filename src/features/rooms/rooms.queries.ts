import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import { MAX_UNREAD_COUNT, type RoomRole, type RoomVisibility } from './rooms.domain.ts';

/** An open room as one person sees it. */
export interface RoomRow {
  id: string;
  ownerId: string;
  name: string;
  description: string | null;
  visibility: RoomVisibility;
  memberCount: number;
  createdAt: Date;
  updatedAt: Date;
  /** Of the person; null when they are no member, as are the two after it. */
  role: RoomRole | null;
  joinedAt: Date | null;
  unreadCount: number | null;
}

/** The count looks at 100 entries of an index at most, whatever was written since. */
const COLUMNS = sql`r.id, r.owner_id as "ownerId", r.name, r.description, r.visibility, r.member_count as "memberCount",
  r.created_at as "createdAt", r.updated_at as "updatedAt", m.role, m.joined_at as "joinedAt",
  case when m.last_read_seq is not null then (
    select count(*) filter (where unread.deleted_at is null)::int from (
      select deleted_at from room_message where room_id = r.id and seq > m.last_read_seq order by seq limit ${MAX_UNREAD_COUNT}
    ) unread) end as "unreadCount"`;

/** An open room as `viewerId` sees it, whether or not they may. */
export async function viewRoom(em: Em, roomId: string, viewerId: string): Promise<RoomRow | undefined> {
  return await row(
    em,
    sql`select ${COLUMNS} from room r left join room_member m on m.room_id = r.id and m.user_id = ${viewerId}
        where r.id = ${roomId} and r.closed_at is null`,
  );
}

/** Public rooms below `before`. */
async function listPublic(
  em: Em,
  viewerId: string,
  limit: number,
  before: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
) {
  return await rows<RoomRow>(
    em,
    sql`select ${COLUMNS} from room r left join room_member m on m.room_id = r.id and m.user_id = ${viewerId}
        where r.visibility = 'public' and r.closed_at is null and ${before} order by ${order} limit ${limit}`,
  );
}

/** Newest first. */
export async function listNewestRooms(em: Em, viewerId: string, limit: number, before: string | null) {
  const below = before === null ? sql`true` : sql`r.id < ${before}`;
  return await listPublic(em, viewerId, limit, below, sql`r.id desc`);
}

/** Most members first. A room that grows past the reader's place is seen on the next reading. */
export async function listLargestRooms(
  em: Em,
  viewerId: string,
  limit: number,
  before: readonly [memberCount: number, id: string] | null,
) {
  const below = before === null ? sql`true` : sql`(r.member_count, r.id) < (${before[0]}::int, ${before[1]}::uuid)`;
  return await listPublic(em, viewerId, limit, below, sql`r.member_count desc, r.id desc`);
}

/** The rooms of a member, newest first. */
export async function listRoomsOf(em: Em, userId: string, limit: number, before: string | null): Promise<RoomRow[]> {
  const below = before === null ? sql`true` : sql`m.room_id < ${before}`;
  return await rows(
    em,
    sql`select ${COLUMNS} from room_member m join room r on r.id = m.room_id
        where m.user_id = ${userId} and ${below} order by m.room_id desc limit ${limit}`,
  );
}

/** How many rooms a person owns, counted up to `limit`. */
export async function countOwnedRooms(em: Em, userId: string, limit: number): Promise<number> {
  const counted = await row<{ rooms: number }>(
    em,
    sql`select count(*)::int as rooms from (select from room where owner_id = ${userId} and closed_at is null limit ${limit}) owned`,
  );
  return counted?.rooms ?? 0;
}
