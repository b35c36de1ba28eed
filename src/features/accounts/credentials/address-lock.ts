import { lockName } from '../../../platform/db/advisory-lock.ts';
import { type Em } from '../../../platform/db/sql.ts';

/**
 * Makes those who are about to give one address to an account go one after the other, until each one's transaction ends: a
 * sign-up and a change of address that meet in the unique index would otherwise be an error for one of them.
 */
export async function lockAddress(tx: Em, email: string): Promise<void> {
  await lockName(tx, `email:${email}`);
}
