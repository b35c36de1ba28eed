import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import type { Role } from '../../../platform/http/principal.ts';

/** What a user is now; null unless the account is living and enabled. */
export async function findRole(em: Em, userId: string): Promise<Role | null> {
  const user = await row<{ role: Role }>(
    em,
    sql`select role from app_user where id = ${userId} and deleted_at is null and disabled_at is null`,
  );
  return user?.role ?? null;
}
