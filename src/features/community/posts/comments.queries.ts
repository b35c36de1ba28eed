import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';

export interface CommentRow {
  id: string;
  post_id: string;
  parent_id: string | null;
  author_id: string;
  /** Null once deleted. */
  body: string | null;
  reply_count: number;
  created_at: Date;
  edited_at: Date | null;
}

const COLUMNS = sql`id, post_id, parent_id, author_id, body, reply_count, created_at, edited_at`;

/**
 * The comments on a post, or the replies to one of them, oldest first, after `after`. Deleted comments
 * are there while they have replies.
 */
export async function listComments(
  em: Em,
  postId: string,
  parentId: string | undefined,
  limit: number,
  after: string | null,
): Promise<CommentRow[]> {
  const conditions =
    parentId === undefined
      ? [sql`post_id = ${postId} and parent_id is null and (deleted_at is null or reply_count > 0)`]
      : [sql`post_id = ${postId} and parent_id = ${parentId} and deleted_at is null`];
  if (after !== null) conditions.push(sql`id > ${after}`);
  return await rows(
    em,
    sql`select ${COLUMNS} from comment where ${sql.join(conditions, sql` and `)} order by id limit ${limit}`,
  );
}

/** A comment that is not deleted, whatever became of its post. */
export async function findComment(em: Em, commentId: string): Promise<CommentRow | undefined> {
  return await row(em, sql`select ${COLUMNS} from comment where id = ${commentId} and deleted_at is null`);
}

/** Likewise, locked. Its post is locked before. */
export async function lockComment(tx: Em, commentId: string): Promise<(CommentRow & { body: string }) | undefined> {
  return await row(
    tx,
    sql`select ${COLUMNS} from comment where id = ${commentId} and deleted_at is null for no key update`,
  );
}
