import { type RawBuilder, sql } from 'kysely';

/** Condition: the ledger has no mail of a batch under this key. */
export function isUnwritten(onceKey: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`not exists (select from email_message written where written.once_key = ${onceKey})`;
}
