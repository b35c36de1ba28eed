import { sql } from 'kysely';
import { row } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';

/** What a person did stays on record; that it was they is taken out of it. */
export const eraseAudit: EraseStep = {
  name: 'audit',
  erase: async (tx, userId, limit) => {
    const touched = await row<{ count: number }>(
      tx,
      sql`select audit_forget_person(${userId}, ${limit}::int) as count`,
    );
    return touched?.count ?? 0;
  },
};
