import { sql } from 'kysely';
import { run } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';

/** Deletes how many events the person sent on which day. The erase step of events handles the events themselves. */
export const eraseEventAllowance: EraseStep = {
  name: 'analytics.allowance',
  erase: (tx, userId, limit) =>
    run(
      tx,
      sql`delete from event_allowance where ctid = any(array(
            select ctid from event_allowance where user_id = ${userId} limit ${limit}))`,
    ),
};
