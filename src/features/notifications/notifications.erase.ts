import { sql } from 'kysely';
import { run } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';

/** One's own notifications and the mails being gathered from them, and what one did from the notifications of others. */
export const eraseNotifications: EraseStep = {
  name: 'notifications',
  async erase(tx, userId, limit) {
    const windows = await run(
      tx,
      sql`delete from notification_window where user_id = ${userId} and category in (
            select category from notification_window where user_id = ${userId} order by category limit ${limit})`,
    );
    const rest = limit - windows;
    if (rest <= 0) return windows;
    const notifications = await run(
      tx,
      // Locked in order of their ids, as readers and mails do.
      sql`delete from notification where id in (
            select id from notification where id in (
              (select id from notification where user_id = ${userId} limit ${rest})
              union all (select id from notification where actor_id = ${userId} limit ${rest})
              limit ${rest})
            order by id for update)`,
    );
    return windows + notifications;
  },
};
