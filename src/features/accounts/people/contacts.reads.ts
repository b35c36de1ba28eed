import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import { EMAIL_CATEGORY_DEFAULTS, type EmailCategories } from '../accounts.contract.ts';

/** Where and whether someone wants mail. */
export interface Contact {
  email: string;
  displayName: string;
  /** Until then the address may be a stranger's, who is mailed nothing but what proves it. */
  emailVerified: boolean;
  /** With the defaults for what they have not chosen. */
  emailCategories: EmailCategories;
}

interface ContactRow {
  id: string;
  email: string;
  display_name: string;
  email_verified: boolean;
  email_categories: Partial<EmailCategories> | null;
}

/** The people among these who have a living, enabled account, by id; one query for any number of them. */
export async function findContacts(em: Em, userIds: Iterable<string>): Promise<Map<string, Contact>> {
  const ids = [...new Set(userIds)];
  if (ids.length === 0) return new Map();
  const found = await rows<ContactRow>(
    em,
    sql`select u.id, u.email, u.display_name, u.email_verified_at is not null as email_verified, p.email_categories
        from app_user u left join user_preferences p on p.user_id = u.id
        where u.id = any(${ids}::uuid[]) and u.deleted_at is null and u.disabled_at is null`,
  );
  return new Map(
    found.map((user) => [
      user.id,
      {
        email: user.email,
        displayName: user.display_name,
        emailVerified: user.email_verified,
        emailCategories: { ...EMAIL_CATEGORY_DEFAULTS, ...user.email_categories },
      },
    ]),
  );
}

/** Whose these addresses (lower case) are now, disabled accounts too: ids by address; one query for any number of them. */
export async function findOwners(em: Em, addresses: readonly string[]): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map();
  const found = await rows<{ id: string; email: string }>(
    em,
    sql`select id, email from app_user where email = any(${[...addresses]}::text[]) and deleted_at is null`,
  );
  return new Map(found.map(({ id, email }) => [email, id]));
}

/** One of them; null for those who take no mail. */
export async function findContact(em: Em, userId: string): Promise<Contact | null> {
  return (await findContacts(em, [userId])).get(userId) ?? null;
}
