import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { type Em, row, rows } from '../../src/platform/db/sql.ts';
import type { Storage } from '../../src/platform/storage/storage.ts';

/** By what a person can be recognised. */
export interface Recognisable {
  id: string;
  displayName: string;
  addresses: readonly string[];
}

/** Where something of a deleted person may stay, and why. Everything else must be clean. */
const MAY_STAY: Readonly<Record<string, string>> = {
  'app_user.id': 'the row at which others’ rows point; it says `Deleted user` and nothing else',
  'account_deletion.user_id': 'the receipt of that row',
  'post.author_id': 'answers and likes of others hang on the post, whose text is gone',
  'post_call.author_id': 'the record of a call is kept whatever becomes of its author',
  'comment.author_id': 'replies of others hang on the comment, whose text is gone',
  'room_message.author_id': 'numbers and unread counts of the room hold; the text is gone',
  'room.owner_id': 'of closed rooms only, which nobody sees and whose name is gone',
  'content_removal.removed_by': 'that a moderator removed what somebody wrote; it goes with its author',
  'account_deletion.requested_by': 'the person themselves asked for it',
};

/**
 * Looks for the person's id, name and addresses in every column of every table, as text.
 * @param storage is looked through as well: names and bytes of all objects
 * @returns `table.column: rows` for each column that holds one of them and is not on the list above
 */
export async function tracesOf(em: Em, person: Recognisable, storage?: Storage): Promise<string[]> {
  const columns = await rows<{ table: string; column: string }>(
    em,
    sql`select c.table_name as table, c.column_name as column
        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by c.table_name, c.ordinal_position`,
  );
  const needles = [person.id, person.displayName, ...person.addresses].map((word) => `%${word}%`);
  const traces: string[] = [];
  for (const { table, column } of columns) {
    const name = `${table}.${column}`;
    const found = await row<{ count: number }>(
      em,
      sql`select count(*)::int as count from ${sql.table(table)} where ${sql.ref(column)}::text ilike any(${needles}::text[])`,
    );
    if ((found?.count ?? 0) > 0 && !(name in MAY_STAY)) traces.push(`${name}: ${found?.count}`);
  }
  return storage === undefined ? traces : [...traces, ...(await tracesInStorage(storage, person))];
}

/** Looks for the same in the names and the bytes of all objects. */
async function tracesInStorage(storage: Storage, person: Recognisable): Promise<string[]> {
  const needles = [person.id, person.displayName, ...person.addresses].map((word) => word.toLowerCase());
  const traces: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await storage.list('', cursor === undefined ? {} : { cursor });
    for (const { key } of page.items) {
      const found = await storage.get(key);
      if (found.outcome !== 'found') continue;
      const content = `${key} ${await text(found.body)}`.toLowerCase();
      if (needles.some((needle) => content.includes(needle))) traces.push(`storage: ${key}`);
    }
    cursor = page.next;
  }
  return traces;
}
