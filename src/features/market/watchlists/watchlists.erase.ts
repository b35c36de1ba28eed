import { sql } from 'kysely';
import { run } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';

/** A list goes with at most 200 entries, so lists are what is counted. */
export const eraseWatchlists: EraseStep = {
  name: 'market.watchlists',
  erase: (tx, userId, limit) =>
    run(
      tx,
      sql`delete from watchlist where id in (
            select id from watchlist where user_id = ${userId} order by id limit ${limit} for update)`,
    ),
};
