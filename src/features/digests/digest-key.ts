import { type RawBuilder, sql } from 'kysely';

/** Key of someone's digest in the ledger: there is one for each ISO week. */
export function digestKey(userId: RawBuilder<unknown>, week: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`'digest:' || ${userId}::text || ':' || ${week}`;
}
