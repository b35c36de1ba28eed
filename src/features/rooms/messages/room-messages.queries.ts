import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';

export interface MessageRow {
  id: string;
  roomId: string;
  seq: number;
  authorId: string;
  text: string | null;
  createdAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
}

export const MESSAGE = sql`id, room_id as "roomId", seq, author_id as "authorId", text, created_at as "createdAt",
  edited_at as "editedAt", deleted_at as "deletedAt"`;

export async function findMessage(em: Em, roomId: string, messageId: string): Promise<MessageRow | undefined> {
  return await row(em, sql`select ${MESSAGE} from room_message where id = ${messageId} and room_id = ${roomId}`);
}

/** Locked: what it says now is what it says when the transaction commits. */
export async function lockMessage(tx: Em, roomId: string, messageId: string): Promise<MessageRow | undefined> {
  return await row(
    tx,
    sql`select ${MESSAGE} from room_message where id = ${messageId} and room_id = ${roomId} for no key update`,
  );
}

/** Latest first, below `before`. */
export async function listOlder(em: Em, roomId: string, limit: number, before: number | null): Promise<MessageRow[]> {
  const below = before === null ? sql`true` : sql`seq < ${before}`;
  return await rows(
    em,
    sql`select ${MESSAGE} from room_message where room_id = ${roomId} and ${below} order by seq desc limit ${limit}`,
  );
}

/** Oldest first, above `after`. */
export async function listNewer(em: Em, roomId: string, limit: number, after: number): Promise<MessageRow[]> {
  return await rows(
    em,
    sql`select ${MESSAGE} from room_message where room_id = ${roomId} and seq > ${after} order by seq limit ${limit}`,
  );
}
