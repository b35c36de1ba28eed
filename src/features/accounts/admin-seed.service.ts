import { sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import { isProblem } from '../../platform/http/problem.ts';
import { Passwords } from './credentials/passwords.ts';
import { normalizeEmail } from './email-address.domain.ts';
import { indexNames } from './people/name-index.service.ts';

const NAME = 'Admin';

/**
 * Makes the first admin, verified, unless the address has an account already; that one is left as it is, or the one who signs
 * up with the address before the seeding would become admin.
 * @returns whether it was made
 */
export async function seedAdmin(em: Em, admin: { email: string; password: string }): Promise<boolean> {
  const email = normalizeEmail(admin.email);
  const known = await rows(em, sql`select id from app_user where email = ${email}`);
  if (known.length > 0) return false;
  const hash = await new Passwords().hash(admin.password);
  if (isProblem(hash)) throw new Error(hash.detail);
  return await transact(em, async (tx) => {
    const made = await row<{ id: string }>(
      tx,
      sql`insert into app_user (email, display_name, role, password_hash, email_verified_at)
          values (${email}, ${NAME}, 'admin', ${hash}, now()) on conflict (email) do nothing returning id`,
    );
    if (made) await indexNames(tx, [{ id: made.id, name: NAME }]);
    return made !== undefined;
  });
}
