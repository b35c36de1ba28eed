import { type RawBuilder, sql } from 'kysely';

/** Stands where the id of someone who is gone stood, in texts that must stay readable by programs. */
const NO_USER = '00000000-0000-0000-0000-000000000000';

/** The text, wherever it holds the person's id, with that of no one. */
export function withoutId(text: RawBuilder<unknown>, userId: string): RawBuilder<unknown> {
  return sql`replace(${text}, ${userId}, ${NO_USER})`;
}
