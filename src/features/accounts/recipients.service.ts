import { sql } from 'kysely';
import { type Em, row } from '../../platform/db/sql.ts';

/** Where the mails of a user go: null when there is no such user or the account is disabled. */
export async function findRecipient(em: Em, userId: string): Promise<{ email: string; displayName: string } | null> {
  const found = await row<{ email: string; displayName: string }>(
    em,
    sql`select email, display_name as "displayName" from app_user
        where id = ${userId} and disabled_at is null and deleted_at is null`,
  );
  return found ?? null;
}
