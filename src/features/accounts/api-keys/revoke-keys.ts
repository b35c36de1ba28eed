import { sql } from 'kysely';
import { type Em, run } from '../../../platform/db/sql.ts';

/** Revokes all keys of a user: with the password that they were made under. @returns how many */
export async function revokeKeysOf(tx: Em, userId: string): Promise<number> {
  return await run(tx, sql`update api_key set revoked_at = now() where user_id = ${userId} and revoked_at is null`);
}
