import { sql } from 'kysely';
import { type Em, row, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import { notFound, type Problem } from '../../platform/http/problem.ts';
import { publish } from '../../platform/realtime/publish.ts';
import { findAuthors } from '../accounts/people/public-users.reads.ts';
import { recordEvent } from '../events/record-event.service.ts';
import { notificationTopic } from './notification-topic.ts';
import { presentNotification } from './notifications.presenter.ts';
import {
  countUnread,
  listNotifications,
  NOTIFICATION_COLUMNS,
  type NotificationFilter,
  type NotificationRow,
} from './notifications.queries.ts';
import type { NotificationView, Unread } from './notifications.schema.ts';

export type NotificationsService = ReturnType<typeof createNotificationsService>;

const NOT_FOUND = notFound('The notification');

async function present(em: Em, found: readonly NotificationRow[]): Promise<NotificationView[]> {
  const authorOf = await findAuthors(
    em,
    found.flatMap((one) => one.actor_id ?? []),
  );
  return found.map((one) => presentNotification(one, authorOf));
}

async function unreadOf(em: Em, userId: string): Promise<Unread> {
  return (await countUnread(em, [userId])).get(userId) ?? { count: 0, more: false };
}

/** Tells one's other sockets what is left to read. */
async function tellUnread(
  tx: Em,
  userId: string,
  type: 'notification.read' | 'notification.deleted',
  data: { notificationId: string } | { upTo: string },
): Promise<Unread> {
  const unread = await unreadOf(tx, userId);
  await publish(tx, { topic: notificationTopic(userId), type, data: { ...data, unread } });
  return unread;
}

/** What people do with their own notifications; those of others do not exist for them. */
export function createNotificationsService() {
  return {
    /** One's own, newest first: as many as `filter.limit`. */
    async list(em: Em, userId: string, filter: NotificationFilter): Promise<NotificationView[]> {
      return await present(em, await listNotifications(em, userId, filter));
    },

    async unread(em: Em, userId: string): Promise<Unread> {
      return await unreadOf(em, userId);
    },

    /** Reading again keeps the time of the first. */
    async read(em: Em, userId: string, notificationId: string): Promise<NotificationView | Problem> {
      return await transact(em, async (tx) => {
        const own = sql`id = ${notificationId} and user_id = ${userId}`;
        const changed = await row<NotificationRow>(
          tx,
          sql`update notification set read_at = now() where ${own} and read_at is null returning ${NOTIFICATION_COLUMNS}`,
        );
        if (changed) {
          await tellUnread(tx, userId, 'notification.read', { notificationId });
          await recordEvent(tx, { name: 'notification.read', userId, properties: { notificationId } });
        }
        const found =
          changed ??
          (await row<NotificationRow>(tx, sql`select ${NOTIFICATION_COLUMNS} from notification where ${own}`));
        const [view] = await present(tx, found ? [found] : []);
        return view ?? NOT_FOUND;
      });
    },

    /** The given one and all older ones. Its row need not exist any more. @returns how many that were, and what is left */
    async readUpTo(em: Em, userId: string, upTo: string): Promise<{ read: number; unread: Unread }> {
      return await transact(em, async (tx) => {
        // Locked in order of their ids, as their mail does, so that the two never wait for each other.
        const read = await run(
          tx,
          sql`with seen as (
                select id from notification where user_id = ${userId} and id <= ${upTo} and read_at is null
                order by id for no key update)
              update notification n set read_at = now() from seen where n.id = seen.id`,
        );
        if (read === 0) return { read, unread: await unreadOf(tx, userId) };
        await recordEvent(tx, { name: 'notification.read', userId, properties: { upTo, count: read } });
        return { read, unread: await tellUnread(tx, userId, 'notification.read', { upTo }) };
      });
    },

    async remove(em: Em, userId: string, notificationId: string): Promise<Problem | null> {
      return await transact(em, async (tx) => {
        const removed = await run(
          tx,
          sql`delete from notification where id = ${notificationId} and user_id = ${userId}`,
        );
        if (removed === 0) return NOT_FOUND;
        await tellUnread(tx, userId, 'notification.deleted', { notificationId });
        await recordEvent(tx, { name: 'notification.deleted', userId, properties: { notificationId } });
        return null;
      });
    },
  };
}
