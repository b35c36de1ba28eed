import { z } from 'zod';
import { idInput } from '../../platform/http/id-input.ts';
import { pageQuery } from '../../platform/http/pagination.ts';
import { authorSchema } from '../accounts/people/public-users.reads.ts';
import { NOTIFICATION_KINDS } from './notifications.contract.ts';

const instant = z.iso.datetime();
const kind = z.enum(NOTIFICATION_KINDS);

export const notificationSchema = z
  .strictObject({
    id: z.uuid(),
    kind,
    actor: authorSchema.nullable().describe('Who caused it; null if no user did'),
    data: z.record(z.string(), z.unknown()).describe('Ids and texts; the fields depend on the kind'),
    text: z.string().describe('What happened, as one line for people; plain text'),
    link: z.string().describe('Where to see it: a path below the public URL'),
    createdAt: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notification' });

export type NotificationView = z.infer<typeof notificationSchema>;

export const unreadSchema = z
  .strictObject({
    count: z.int().min(0).describe('Unread notifications, counted up to 99'),
    more: z.boolean().describe('Whether there are more than `count`'),
  })
  .meta({ id: 'UnreadNotifications' });

export type Unread = z.infer<typeof unreadSchema>;

export const notificationListQuery = pageQuery.extend({
  unread: z.enum(['true', 'false']).optional().describe('`true`: only unread notifications'),
  kind: kind.optional().describe('Only notifications of this kind'),
});

export const notificationParams = z.strictObject({ notificationId: idInput.describe('Id of the notification') });

export const readUpToAnswer = z.strictObject({
  read: z.int().min(0).describe('How many became read'),
  unread: unreadSchema,
});

export const readUpToBody = z
  .strictObject({
    upTo: idInput.describe('Id of the newest notification that the user saw: it and all older ones become read'),
  })
  .meta({ id: 'ReadNotifications' });
