import { findPage, idKey, page } from '../../platform/http/pagination.ts';
import { reply, toReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import {
  notificationListQuery,
  notificationParams,
  notificationSchema,
  readUpToAnswer,
  readUpToBody,
  unreadSchema,
} from './notifications.schema.ts';
import type { NotificationsService } from './notifications.service.ts';

const tags = ['notifications'];

export function notificationsRoutes(notifications: NotificationsService): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/notifications',
      operationId: 'listNotifications',
      tags,
      summary: 'List your notifications, newest first',
      description:
        'New notifications are sent at once to the socket topic `notifications`, as events `notification` of the same ' +
        'shape. They are kept for 90 days by default.',
      access: {},
      limit: 'read',
      request: { query: notificationListQuery },
      responses: { 200: { description: 'A page of notifications', body: page(notificationSchema) } },
      handler: async ({ em, principal, query }) => {
        const filter = { unread: query.unread === 'true', kind: query.kind };
        return toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) =>
              notifications.list(em, principal.userId, { ...filter, before: before?.[0], limit }),
            keyOf: ({ id }) => [id],
            presenter: () => (one) => one,
          }),
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/notifications/unread-count',
      operationId: 'countUnreadNotifications',
      tags,
      summary: 'Count your unread notifications, up to 99',
      access: {},
      limit: 'read',
      request: {},
      responses: { 200: { description: 'The count', body: unreadSchema } },
      handler: async ({ em, principal }) => reply(200, await notifications.unread(em, principal.userId)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/notifications/read',
      operationId: 'readNotifications',
      tags,
      summary: 'Mark a notification and all older ones as read',
      access: {},
      limit: 'write',
      request: { body: readUpToBody },
      responses: { 200: { description: 'How many became read, and how many are still unread', body: readUpToAnswer } },
      handler: async ({ em, principal, body }) =>
        reply(200, await notifications.readUpTo(em, principal.userId, body.upTo)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/notifications/:notificationId/read',
      operationId: 'readNotification',
      tags,
      summary: 'Mark a notification as read',
      access: {},
      limit: 'write',
      request: { params: notificationParams },
      responses: { 200: { description: 'The notification', body: notificationSchema } },
      handler: async ({ em, principal, params }) => {
        const read = await notifications.read(em, principal.userId, params.notificationId);
        return toReply(200, read);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/notifications/:notificationId',
      operationId: 'deleteNotification',
      tags,
      summary: 'Delete a notification',
      access: {},
      limit: 'write',
      request: { params: notificationParams },
      responses: { 204: { description: 'The notification is deleted' } },
      handler: async ({ em, principal, params }) =>
        (await notifications.remove(em, principal.userId, params.notificationId)) ?? reply(204),
    }),
  ];
}
