import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';

/**
 * Makes those who are about to give one address to an account go one after the other, until each one's transaction ends: a
 * sign-up and a change of address that meet in the unique index would otherwise be an error for one of them.
 */
export async function lockAddress(tx: Em, email: string): Promise<void> {
  await row(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`email:${email}`}, 0))`);
}
