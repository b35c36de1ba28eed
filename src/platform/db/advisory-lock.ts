import { sql } from 'kysely';
import { type Em, row } from './sql.ts';

/** Makes transactions that lock one name go one after the other: it is held until the transaction ends. */
export async function lockName(tx: Em, name: `${string}:${string}`): Promise<void> {
  await row(tx, sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
