import { sql } from 'kysely';
import type { Config } from '../../platform/config.ts';
import { type Em, rows } from '../../platform/db/sql.ts';
import { publish } from '../../platform/realtime/publish.ts';
import { type Contact, findContacts } from '../accounts/people/contacts.reads.ts';
import { findAuthors } from '../accounts/people/public-users.reads.ts';
import { mailCategoryOf, type NotificationCategory } from './mail-category.domain.ts';
import { notificationTopic } from './notification-topic.ts';
import type { NewNotification } from './notifications.contract.ts';
import { presentNotification } from './notifications.presenter.ts';
import { countUnread, NOTIFICATION_COLUMNS, type NotificationRow } from './notifications.queries.ts';
import { openWindows } from './windows.ledger.ts';

/**
 * Writes notifications in the transaction of what caused them, tells the sockets and has mails sent as each user prefers,
 * a few statements for any number of them. What someone did to themselves is no news and is dropped.
 */
export type Notify = (tx: Em, notifications: readonly NewNotification[]) => Promise<void>;

export interface NotifyDeps {
  config: Pick<Config, 'notifications'>;
}

/** Events are arguments, of which a call takes some ten thousands, and calls by the hundred thousand may be due at once. */
const EVENTS_AT_ONCE = 5_000;

type InsertedRow = NotificationRow & { user_id: string; mail_category: NotificationCategory | null };

/** Those that exist already are left out of what it returns. */
async function insert(
  tx: Em,
  notifications: readonly NewNotification[],
  contacts: ReadonlyMap<string, Contact>,
): Promise<InsertedRow[]> {
  const categories = notifications.map(({ kind, userId }) => {
    const reader = contacts.get(userId);
    return reader ? mailCategoryOf(kind, reader) : null;
  });
  return await rows<InsertedRow>(
    tx,
    sql`insert into notification (user_id, kind, actor_id, once_key, data, mail_category)
        select user_id, kind, actor_id, once_key, data, mail_category
        from unnest(${notifications.map((one) => one.userId)}::uuid[], ${notifications.map((one) => one.kind)}::text[],
            ${notifications.map((one) => one.actorId)}::uuid[], ${notifications.map((one) => one.onceKey)}::text[],
            ${notifications.map((one) => JSON.stringify(one.data))}::jsonb[], ${categories}::text[])
          as given (user_id, kind, actor_id, once_key, data, mail_category)
        order by user_id, once_key
        on conflict (user_id, once_key) do nothing
        returning ${NOTIFICATION_COLUMNS}, user_id, mail_category`,
  );
}

async function tellSockets(tx: Em, inserted: readonly InsertedRow[]): Promise<void> {
  const authorOf = await findAuthors(
    tx,
    inserted.flatMap((one) => one.actor_id ?? []),
  );
  const unread = await countUnread(
    tx,
    inserted.map((one) => one.user_id),
  );
  for (let start = 0; start < inserted.length; start += EVENTS_AT_ONCE) {
    await publish(
      tx,
      ...inserted.slice(start, start + EVENTS_AT_ONCE).map((one) => ({
        topic: notificationTopic(one.user_id),
        type: 'notification',
        data: { notification: presentNotification(one, authorOf), unread: unread.get(one.user_id) },
      })),
    );
  }
}

/** Notifications as features cause them. Anyone who has no living, enabled account is told nothing. */
export function createNotify({ config }: NotifyDeps): Notify {
  return async (tx, notifications) => {
    const foreign = notifications.filter(({ userId, actorId }) => userId !== actorId);
    const contacts = await findContacts(
      tx,
      foreign.map(({ userId }) => userId),
    );
    const given = foreign.filter(({ userId }) => contacts.has(userId));
    if (given.length === 0) return;
    const inserted = await insert(tx, given, contacts);
    if (inserted.length === 0) return;
    const windows = inserted.flatMap(({ user_id, mail_category }) =>
      mail_category === null ? [] : [{ userId: user_id, category: mail_category }],
    );
    if (windows.length > 0) await openWindows(tx, windows, config.notifications.groupMs);
    await tellSockets(tx, inserted);
  };
}
