import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { findPage, type Page } from '../../../platform/http/pagination.ts';
import { isProblem, type Problem } from '../../../platform/http/problem.ts';
import { comparedName } from '../../../platform/search/words.domain.ts';
import type { Author } from './public-users.reads.ts';

/** Whether the whole name begins so, the compared name from there on, ordered by bytes as the index is, then the id. */
const cursorKey = z.tuple([z.boolean(), z.string(), z.uuid()]);
/** How alike a word of the name must be: `graec` and `grace` are at 0.5, words that share a syllable at 0.3. */
const ALIKE = '0.4';
/** With fewer letters everything is alike. */
const MIN_ALIKE_LETTERS = 3;
/** Names that are compared to find those most alike: what a query costs must not grow with the number of people. */
const MAX_COMPARED = 200;

interface FoundRow {
  id: string;
  displayName: string;
  whole: boolean;
  start: string;
}

const presentFound = ({ id, displayName }: FoundRow): Author => ({ id, displayName });

/** Starts of names between two bounds: a pattern in a parameter would not use the index. */
const begins = (alias: string, start: string) => {
  const column = sql.ref(`${alias}.start`);
  return sql`${column} >= ${start} and ${column} < ${start}::text || chr(1114111)`;
};

/** Ids of the people of whose name a word starts with the query: as many as there are, read from the index alone. */
export function idsOfNamed(query: string): RawBuilder<unknown> {
  const start = comparedName(query);
  return start === ''
    ? sql`select null::uuid as user_id`
    : sql`select s.user_id from user_name_start s where s.whole in (true, false) and ${begins('s', start)}`;
}

/** People of whom a word of the name begins so, each once: first those whose whole name does, then by what follows. */
async function findByPrefix(
  em: Em,
  query: string,
  limit: number,
  after: readonly [boolean, string, string] | null,
): Promise<FoundRow[]> {
  const part = (whole: boolean, unless: RawBuilder<unknown>) => {
    const beyond =
      after === null || after[0] !== whole
        ? sql`${after === null || after[0]}`
        : sql`(s.start, s.user_id) > (${after[1]}, ${after[2]}::uuid)`;
    return sql`select s.user_id as id, u.display_name as "displayName", s.whole, s.start
      from user_name_start s join app_user u on u.id = s.user_id
      where s.whole = ${sql.lit(whole)} and ${begins('s', query)} and u.deleted_at is null and ${beyond} and ${unless}
      order by s.start, s.user_id limit ${limit}`;
  };
  const missing = sql`(select count(*) from named) < ${limit}`;
  const shown = sql`not exists (select from user_name_start o
    where o.user_id = s.user_id and ${begins('o', query)} and (o.whole or o.start < s.start))`;
  return await rows(
    em,
    sql`with named as materialized (${part(true, sql`true`)}), others as (${part(false, sql`${missing} and ${shown}`)})
        select * from named union all select * from others order by whole desc, start, id limit ${limit}`,
  );
}

/** A plan for any query reads all people: only that of a given one knows how few are alike. */
const SETTINGS = sql`select set_config('pg_trgm.word_similarity_threshold', ${sql.lit(ALIKE)}, true),
    set_config('plan_cache_mode', 'force_custom_plan', true)`;

/** Other people of whose name a part is written alike, the most alike first. */
async function findAlike(em: Em, query: string, start: string, limit: number): Promise<Author[]> {
  return await transact(em, async (tx) => {
    await run(tx, SETTINGS);
    return await rows<Author>(
      tx,
      sql`select id, display_name as "displayName" from (
            select id, display_name from app_user
            where deleted_at is null and ${query} <% display_name
              and not exists (select from user_name_start o where o.user_id = app_user.id and ${begins('o', start)})
            limit ${MAX_COMPARED}) compared
          order by word_similarity(${query}, display_name) desc, id limit ${limit}`,
    );
  });
}

/**
 * A page of the people of whose name a word starts with the query, in any script, case and with or without accents; its last page
 * is filled up with people who are written alike (misspellings), the most alike first.
 * @param query one line, not empty
 * @returns 400 for a cursor that is made up
 */
export async function searchUsers(
  em: Em,
  query: string,
  limit: number,
  cursor: string | undefined,
): Promise<Page<Author> | Problem> {
  const start = comparedName(query);
  const page = await findPage({ limit, cursor }, cursorKey, {
    find: async (after, most) => (start === '' ? [] : await findByPrefix(em, start, most, after)),
    keyOf: ({ whole, start: at, id }) => [whole, at, id],
    presenter: () => presentFound,
  });
  if (isProblem(page) || page.nextCursor !== null) return page;
  const missing = limit - page.data.length;
  if (missing === 0 || start === '' || query.length < MIN_ALIKE_LETTERS) return page;
  return { ...page, data: [...page.data, ...(await findAlike(em, query, start, missing))] };
}
