import { z } from 'zod';
import { idInput } from '../../platform/http/id-input.ts';
import { pageQuery } from '../../platform/http/pagination.ts';
import { authorSchema } from '../accounts/people/public-users.reads.ts';
import { NOTIFICATION_KINDS } from './notifications.contract.ts';

const instant = z.iso.datetime();
const kind = z.enum(NOTIFICATION_KINDS);

export const notificationSchema = z
  .object({
    id: z.uuid(),
    kind,
    actor: authorSchema.nullable().describe('Who did it; null when nobody did'),
    data: z.record(z.string(), z.unknown()).describe('Ids and words, by kind'),
    text: z.string().describe('What happened, as one line for people; plain text'),
    link: z.string().describe('Where to look at it: a path below the public URL'),
    createdAt: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notification' });

export type NotificationView = z.infer<typeof notificationSchema>;

export const unreadSchema = z
  .object({
    count: z.int().min(0).describe('Notifications not read yet, counted up to a limit'),
    more: z.boolean().describe('There are more than `count`'),
  })
  .meta({ id: 'UnreadNotifications' });

export type Unread = z.infer<typeof unreadSchema>;

export const notificationListQuery = pageQuery.extend({
  unread: z.enum(['true', 'false']).optional().describe('`true`: only those not read yet'),
  kind: kind.optional().describe('Only those of this kind'),
});

export const notificationParams = z.object({ notificationId: idInput.describe('Id of the notification') });

export const readUpToAnswer = z.object({ read: z.int().min(0).describe('How many became read'), unread: unreadSchema });

export const readUpToBody = z
  .object({ upTo: idInput.describe('Id of the newest notification that was seen: it and all older ones are read') })
  .meta({ id: 'ReadNotifications' });
