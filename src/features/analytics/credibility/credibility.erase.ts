import { sql } from 'kysely';
import { run } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';

export const eraseCredibility: EraseStep = {
  name: 'analytics.credibility',
  erase: (tx, userId) => run(tx, sql`delete from credibility where user_id = ${userId}`),
};
