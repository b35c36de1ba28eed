import { sql } from 'kysely';
import { type Em, rows } from '../../platform/db/sql.ts';
import { publish } from '../../platform/realtime/publish.ts';
import { notificationTopic } from './notification-topic.ts';
import { countUnread } from './notifications.queries.ts';

/**
 * Takes notifications of these people back, in the transaction of what made them untrue: what they quote is in no list any
 * more, and in no mail that was not written yet. They can be told again under the same keys.
 * @param onceKeys the keys they were told under
 */
export async function withdrawNotifications(
  tx: Em,
  userIds: readonly string[],
  onceKeys: readonly string[],
): Promise<void> {
  const gone = await rows<{ id: string; user_id: string }>(
    tx,
    // Locked in order of their ids, as readers and mails do.
    sql`delete from notification where id in (
          select id from notification where user_id = any(${[...userIds]}::uuid[]) and once_key = any(${[...onceKeys]}::text[])
          order by id for update)
        returning id, user_id`,
  );
  if (gone.length === 0) return;
  const unread = await countUnread(
    tx,
    gone.map((one) => one.user_id),
  );
  await publish(
    tx,
    ...gone.map(({ id, user_id }) => ({
      topic: notificationTopic(user_id),
      type: 'notification.deleted',
      data: { notificationId: id, unread: unread.get(user_id) },
    })),
  );
}
