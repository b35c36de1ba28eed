import { sql } from 'kysely';

/** Failed jobs of which no person has said yet that they have seen them: the one condition that says what dead letters are. */
export const IS_DEAD_LETTER = sql`status = 'failed' and acknowledged_at is null`;

/** A person needs to know that there are so many, not how many more. */
const MAX_DEAD_LETTERS = 10_000;

/** How many dead letters there are, whenever they failed, as an expression. At most `MAX_DEAD_LETTERS` are counted. */
export const DEAD_LETTERS = sql`(select count(*)::int from
  (select from job where ${IS_DEAD_LETTER} limit ${sql.lit(MAX_DEAD_LETTERS)}) dead)`;
