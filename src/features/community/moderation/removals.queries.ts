import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';

export interface RemovalRow {
  id: string;
  kind: 'post' | 'comment';
  subject_id: string;
  author_id: string;
  removed_by: string;
  reason: string;
  body: string;
  removed_at: Date;
}

/** What moderators took away, latest first, below `before`. */
export async function listRemovals(em: Em, limit: number, before: string | null): Promise<RemovalRow[]> {
  const older = before === null ? sql`` : sql`where id < ${before}`;
  return await rows(
    em,
    sql`select id, kind, subject_id, author_id, removed_by, reason, body, removed_at from content_removal ${older}
        order by id desc limit ${limit}`,
  );
}
