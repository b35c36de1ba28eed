import { sql } from 'kysely';
import { indexNames } from '../../src/features/accounts/people/name-index.service.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { type Em, run } from '../../src/platform/db/sql.ts';

/** A user as a test wants one; what it leaves out does not matter to it. They have no password, so they cannot log in. */
export interface NewUser {
  id?: string;
  email?: string;
  name?: string;
  role?: 'user' | 'moderator' | 'admin';
  /** Whether the address is proven. */
  verified?: boolean;
  /** What they chose of the categories of mail, with the preferences of a user in UTC. */
  categories?: Readonly<Record<string, boolean>>;
}

/** @returns their ids, in order */
export async function addUsers(em: Em, users: readonly NewUser[]): Promise<string[]> {
  const made = users.map((user) => ({ ...user, id: user.id ?? newId() }));
  await run(
    em,
    sql`insert into app_user (id, email, display_name, role, password_hash, email_verified_at)
        select id, email, name, role, 'none', case when verified then now() end
        from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ id, email }) => email ?? `${id}@example.test`)}::text[],
          ${made.map(({ name }) => name ?? 'Reader')}::text[], ${made.map(({ role }) => role ?? 'user')}::text[],
          ${made.map(({ verified }) => verified ?? true)}::boolean[]) as u (id, email, name, role, verified)`,
  );
  await indexNames(
    em,
    made.map(({ id, name = 'Reader' }) => ({ id, name })),
  );
  for (const { id, categories } of made) {
    if (!categories) continue;
    await run(
      em,
      sql`insert into user_preferences (user_id, time_zone, digest_day, digest_hour, email_categories)
          values (${id}, 'UTC', 1, 8, ${JSON.stringify(categories)}::jsonb)`,
    );
  }
  return made.map(({ id }) => id);
}
