import { lockName } from '../../platform/db/advisory-lock.ts';
import { type Em } from '../../platform/db/sql.ts';

/**
 * Makes those who add one more of a person's things go one after the other, until each one's transaction ends, so that two
 * of them do not both see room for the last.
 */
export async function lockAdditions(tx: Em, things: 'alerts' | 'watchlists', userId: string): Promise<void> {
  await lockName(tx, `${things}:${userId}`);
}
