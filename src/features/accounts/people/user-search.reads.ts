import { sql } from 'kysely';
import { z } from 'zod';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { findPage, type Page } from '../../../platform/http/pagination.ts';
import { isProblem, type Problem } from '../../../platform/http/problem.ts';
import type { Author } from './public-users.reads.ts';

/** In lower case, ordered by bytes as the index is, then the id. */
const cursorKey = z.tuple([z.string(), z.uuid()]);
/** How alike a word of the name must be: `graec` and `grace` are at 0.5, words that share a syllable at 0.3. */
const ALIKE = '0.4';
/** With fewer letters everything is alike. */
const MIN_ALIKE_LETTERS = 3;
/** Names that are compared to find those most alike: what a query costs must not grow with the number of people. */
const MAX_COMPARED = 200;

interface FoundRow {
  id: string;
  displayName: string;
  key: string;
}

const presentFound = ({ id, displayName }: FoundRow): Author => ({ id, displayName });

const NAME = sql`lower(display_name) collate "C"`;

/** People whose name starts with the query. Between two bounds: a pattern in a parameter would not use the index. */
async function findByPrefix(
  em: Em,
  query: string,
  limit: number,
  after: readonly [string, string] | null,
): Promise<FoundRow[]> {
  const beyond = after === null ? sql`true` : sql`(${NAME}, id) > (${after[0]}, ${after[1]}::uuid)`;
  return await rows(
    em,
    sql`select id, display_name as "displayName", lower(display_name) as key from app_user
        where deleted_at is null and ${NAME} >= lower(${query}) and ${NAME} < lower(${query}) || chr(1114111) and ${beyond}
        order by ${NAME}, id limit ${limit}`,
  );
}

/** A plan for any query reads all people: only that of a given one knows how few are alike. */
const SETTINGS = sql`select set_config('pg_trgm.word_similarity_threshold', ${sql.lit(ALIKE)}, true),
    set_config('plan_cache_mode', 'force_custom_plan', true)`;

/** Other people of whose name a part is written alike, the most alike first. */
async function findAlike(em: Em, query: string, limit: number): Promise<Author[]> {
  return await transact(em, async (tx) => {
    await run(tx, SETTINGS);
    return await rows<Author>(
      tx,
      sql`select id, display_name as "displayName" from (
            select id, display_name from app_user
            where deleted_at is null and ${query} <% display_name and not starts_with(lower(display_name), lower(${query}))
            limit ${MAX_COMPARED}) compared
          order by word_similarity(${query}, display_name) desc, id limit ${limit}`,
    );
  });
}

/**
 * A page of the people whose name starts with the query, by name; its last page is filled up with people who are written alike
 * (misspellings, second names), the most alike first.
 * @param query one line, not empty
 * @returns 400 for a cursor that is made up
 */
export async function searchUsers(
  em: Em,
  query: string,
  limit: number,
  cursor: string | undefined,
): Promise<Page<Author> | Problem> {
  const page = await findPage({ limit, cursor }, cursorKey, {
    find: (after, most) => findByPrefix(em, query, most, after),
    keyOf: ({ key, id }) => [key, id],
    presenter: () => presentFound,
  });
  if (isProblem(page) || page.nextCursor !== null) return page;
  const missing = limit - page.data.length;
  if (missing === 0 || query.length < MIN_ALIKE_LETTERS) return page;
  return { ...page, data: [...page.data, ...(await findAlike(em, query, missing))] };
}
