import { sql } from 'kysely';
import { type Em, run } from '../../platform/db/sql.ts';

/**
 * Takes everything out of an account that says who it was; the row stays, since others' rows point at it. Sessions and keys
 * are revoked, the address is free again. May run twice.
 */
export async function eraseAccount(tx: Em, userId: string): Promise<void> {
  await run(
    tx,
    sql`update app_user set email = null, pending_email = null, display_name = 'Deleted user', password_hash = null, role = 'user',
          email_verified_at = null, deleted_at = coalesce(deleted_at, now()), updated_at = now()
        where id = ${userId}`,
  );
  await run(
    tx,
    sql`update user_session set revoked_at = now(), revoked_reason = 'deleted' where user_id = ${userId} and revoked_at is null`,
  );
  await run(
    tx,
    sql`update api_key set revoked_at = coalesce(revoked_at, now()), name = 'deleted' where user_id = ${userId}`,
  );
  await run(tx, sql`delete from account_token where user_id = ${userId}`);
  await run(tx, sql`delete from user_preferences where user_id = ${userId}`);
}
