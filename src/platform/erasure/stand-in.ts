import { type RawBuilder, sql } from 'kysely';

/**
 * The random id that replaces a person in what is counted while their account is being deleted, so that counts stay true and lead to
 * no one; null when it is not, or no longer.
 */
export function standInOf(userId: string): RawBuilder<unknown> {
  return sql`(select stand_in from account_deletion where user_id = ${userId})`;
}
