import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';

/** Someone whose account is not deleted, as everybody who is signed in may see them. */
export interface LivingUser {
  id: string;
  displayName: string;
  createdAt: Date;
}

const COLUMNS = sql`id, display_name as "displayName", created_at as "createdAt"`;

export async function findLivingUser(em: Em, userId: string): Promise<LivingUser | undefined> {
  return await row(em, sql`select ${COLUMNS} from app_user where id = ${userId} and deleted_at is null`);
}

/** Those of the ids whose accounts are not deleted. */
export async function findLivingUserIds(em: Em, userIds: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    em,
    sql`select id from app_user where id = any(${userIds}::uuid[]) and deleted_at is null`,
  );
  return found.map(({ id }) => id);
}

/**
 * Like {@link findLivingUser}, and keeps the account from being deleted until the transaction ends: what is written for the
 * person meanwhile is there when their things are erased.
 */
export async function holdLivingUser(tx: Em, userId: string): Promise<LivingUser | undefined> {
  return await row(tx, sql`select ${COLUMNS} from app_user where id = ${userId} and deleted_at is null for share`);
}

/** Whose proven address this is, held like {@link holdLivingUser}. @param email normalised */
export async function holdOwnerOfAddress(tx: Em, email: string): Promise<LivingUser | undefined> {
  return await row(
    tx,
    sql`select ${COLUMNS} from app_user
        where email = ${email} and email_verified_at is not null and deleted_at is null for share`,
  );
}
