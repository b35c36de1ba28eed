import { sql } from 'kysely';
import { type Em, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { notFound, type Problem } from '../../../platform/http/problem.ts';
import { holdLivingUser } from '../../accounts/people/living-users.reads.ts';
import { recordDeed } from '../../audit/audit.service.ts';

/**
 * Sets a user's own quota.
 * @param quotaBytes null: the quota of the installation
 */
export async function setQuota(em: Em, userId: string, quotaBytes: number | null): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    if (!(await holdLivingUser(tx, userId))) return notFound('The user');
    await run(
      tx,
      sql`insert into user_storage (user_id, quota_bytes) values (${userId}, ${quotaBytes})
          on conflict (user_id) do update set quota_bytes = excluded.quota_bytes`,
    );
    await recordDeed(tx, 'storage.quota_changed', { targetId: userId, details: { quotaBytes } });
    return null;
  });
}
