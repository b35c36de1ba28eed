import { defineEntity, type EntitySchema, p } from '@mikro-orm/postgresql';
import type { NotificationCategory } from './mail-category.domain.ts';
import type { NotificationKind } from './notifications.contract.ts';

const NotificationEntity = defineEntity({
  name: 'Notification',
  tableName: 'notification',
  uniques: [{ name: 'notification_once_key_unique', properties: ['userId', 'onceKey'] }],
  indexes: [
    {
      name: 'notification_user_id_index',
      expression: 'create index notification_user_id_index on notification (user_id, id desc)',
    },
    {
      name: 'notification_kind_index',
      expression: 'create index notification_kind_index on notification (user_id, kind, id desc)',
    },
    {
      name: 'notification_unread_index',
      expression: 'create index notification_unread_index on notification (user_id, id desc) where read_at is null',
    },
    {
      name: 'notification_mail_index',
      expression:
        'create index notification_mail_index on notification (user_id, mail_category) where mail_category is not null',
    },
    {
      name: 'notification_actor_id_index',
      expression: 'create index notification_actor_id_index on notification (actor_id) where actor_id is not null',
    },
  ],
  checks: [
    {
      name: 'notification_kind_check',
      expression:
        "kind in ('comment', 'reply', 'like', 'follow', 'room_invitation', 'price_alert', 'call_resolved', 'export_ready')",
    },
  ],
  properties: {
    /** Made by the database: ids sort by the time it noted them. */
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    userId: p.uuid(),
    kind: p.text().$type<NotificationKind>(),
    actorId: p.uuid().nullable(),
    onceKey: p.text(),
    data: p.json<unknown>(),
    /** Of the mail it waits for; null when none is wanted, or once it was told. */
    mailCategory: p.text().$type<NotificationCategory>().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    readAt: p.datetime().nullable(),
  },
});

/** A mail that is being gathered: what a person is to be told joins it until it is due. Its delivery deletes the row. */
const NotificationWindowEntity = defineEntity({
  name: 'NotificationWindow',
  tableName: 'notification_window',
  indexes: [{ name: 'notification_window_due_at_index', properties: ['dueAt'] }],
  properties: {
    userId: p.uuid().primary(),
    category: p.text().$type<NotificationCategory>().primary(),
    openedAt: p.datetime().defaultRaw('now()'),
    dueAt: p.datetime(),
  },
});

/** All tables of this feature. */
export const notificationEntities: readonly EntitySchema[] = [NotificationEntity, NotificationWindowEntity];
