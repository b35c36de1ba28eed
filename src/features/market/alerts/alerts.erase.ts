import { sql } from 'kysely';
import { run } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';

/**
 * Firings go first, since an alert may have any number of them; alerts that have none left follow. Both are locked in order of
 * their ids, as by those who tell of firings and by ingests.
 */
export const eraseAlerts: EraseStep = {
  name: 'market.alerts',
  erase: async (tx, userId, limit) => {
    const firings = await run(
      tx,
      sql`delete from price_alert_firing where id in (
            select id from price_alert_firing where id in (
              select f.id from price_alert_firing f join price_alert a on a.id = f.alert_id
              where a.user_id = ${userId} limit ${limit})
            order by id for update)`,
    );
    if (firings === limit) return firings;
    const alerts = await run(
      tx,
      sql`delete from price_alert where id in (
            select id from price_alert where user_id = ${userId} order by id limit ${limit - firings} for update)`,
    );
    return firings + alerts;
  },
};
