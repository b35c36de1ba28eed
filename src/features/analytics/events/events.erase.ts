import { sql } from 'kysely';
import { run } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';

/** How many events they sent on which day. The events themselves are taken care of by the step of events. */
export const eraseEventAllowance: EraseStep = {
  name: 'analytics.allowance',
  erase: (tx, userId, limit) =>
    run(
      tx,
      sql`delete from event_allowance where ctid = any(array(
            select ctid from event_allowance where user_id = ${userId} limit ${limit}))`,
    ),
};
