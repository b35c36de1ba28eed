import { sql } from 'kysely';
import { run } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';

/** Campaigns of an admin go on, and stay, without saying whose they were. */
export const eraseCampaigns: EraseStep = {
  name: 'campaigns',
  erase: (tx, userId, limit) =>
    run(
      tx,
      sql`update email_campaign set created_by = null where id in (
            select id from email_campaign where created_by = ${userId} limit ${limit})`,
    ),
};
