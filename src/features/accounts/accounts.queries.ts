import { sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import type { Role } from '../../platform/http/principal.ts';
import { idsOfNamed } from './people/user-search.reads.ts';

/** A living account. */
export interface UserRow {
  id: string;
  email: string;
  pending_email: string | null;
  display_name: string;
  role: Role;
  email_verified_at: Date | null;
  disabled_at: Date | null;
  created_at: Date;
  password_hash: string;
}

const COLUMNS = sql`id, email, pending_email, display_name, role, email_verified_at, disabled_at, created_at, password_hash`;

export async function findUser(em: Em, userId: string): Promise<UserRow | undefined> {
  return await row(em, sql`select ${COLUMNS} from app_user where id = ${userId} and deleted_at is null`);
}

/** @param email normalised */
export async function findUserByEmail(em: Em, email: string): Promise<UserRow | undefined> {
  return await row(em, sql`select ${COLUMNS} from app_user where email = ${email} and deleted_at is null`);
}

export interface UserFilter {
  /** Start of a word of the name. */
  name?: string | undefined;
  role?: Role | undefined;
  email?: string | undefined;
  disabled?: boolean | undefined;
}

/** Living accounts, newest first, below `before`. */
export async function listUsers(em: Em, filter: UserFilter, limit: number, before: string | null): Promise<UserRow[]> {
  const conditions = [sql`deleted_at is null`];
  if (before !== null) conditions.push(sql`id < ${before}`);
  if (filter.role !== undefined) conditions.push(sql`role = ${filter.role}`);
  if (filter.email !== undefined) conditions.push(sql`email = ${filter.email}`);
  if (filter.disabled !== undefined) {
    conditions.push(filter.disabled ? sql`disabled_at is not null` : sql`disabled_at is null`);
  }
  // Found first: a walk from the newest would read everyone for a rare name.
  const named = filter.name === undefined ? sql`` : sql`with named as materialized (${idsOfNamed(filter.name)})`;
  if (filter.name !== undefined) conditions.push(sql`id in (select user_id from named)`);
  return await rows(
    em,
    sql`${named} select ${COLUMNS} from app_user where ${sql.join(conditions, sql` and `)} order by id desc limit ${limit}`,
  );
}
