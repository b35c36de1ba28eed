import { sql } from 'kysely';
import { type Em, row } from '../../platform/db/sql.ts';

/**
 * Makes those who add one more of a person's things go one after the other, until each one's transaction ends, so that two
 * of them do not both see room for the last.
 */
export async function lockAdditions(tx: Em, things: 'alerts' | 'watchlists', userId: string): Promise<void> {
  await row(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`${things}:${userId}`}, 0))`);
}
