import { page } from '../../../platform/http/pagination.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { removalQuery } from '../../community/moderation/removals.service.ts';
import { roomIdParams } from '../rooms.schema.ts';
import {
  newRoomMessageBody,
  roomMessageBody,
  roomMessageParams,
  roomMessageSchema,
  roomMessagesQuery,
  roomReadBody,
} from './room-messages.schema.ts';
import { markRead, type RoomMessages } from './room-messages.service.ts';

const tags = ['rooms'];

export function roomMessagesRoutes(messages: RoomMessages): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/rooms/:roomId/messages',
      operationId: 'postRoomMessage',
      tags,
      summary: 'Post a message to a room',
      description: 'For members; others get 403 `not_a_member`. The topic `room:<id>` gets an event `room.message`.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { params: roomIdParams, body: newRoomMessageBody },
      responses: { 201: { description: 'The message', body: roomMessageSchema } },
      handler: async ({ em, principal, params, body }) => {
        const message = await messages.postMessage(em, principal, params.roomId, body);
        return toReply(201, message);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/rooms/:roomId/messages',
      operationId: 'listRoomMessages',
      tags,
      summary: 'List the messages of a room, latest first',
      description:
        'To catch up, send the last message you have as `after`: the list is then oldest first. Follow `nextCursor` until ' +
        'it is null. No message is ever inserted between two that were listed.',
      access: {},
      limit: 'read',
      request: { params: roomIdParams, query: roomMessagesQuery },
      responses: { 200: { description: 'A page of messages', body: page(roomMessageSchema) } },
      handler: async ({ em, principal, params, query }) => {
        const found = await messages.readMessages(em, principal, params.roomId, query);
        return toReply(200, found);
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/rooms/:roomId/messages/:messageId',
      operationId: 'editRoomMessage',
      tags,
      summary: 'Edit a message',
      description: 'For its author, while they are a member.',
      access: {},
      limit: 'write',
      request: { params: roomMessageParams, body: roomMessageBody },
      responses: { 200: { description: 'The edited message', body: roomMessageSchema } },
      handler: async ({ em, principal, params, body }) => {
        const message = await messages.editMessage(em, principal, params.roomId, params.messageId, body.text);
        return toReply(200, message);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/rooms/:roomId/messages/:messageId',
      operationId: 'deleteRoomMessage',
      tags,
      summary: 'Delete a message',
      description:
        'For its author, the owner of the room and room admins; in public rooms also for moderators, who give a reason. ' +
        'The text is removed and the images are detached. The list still shows that there was a message.',
      access: {},
      limit: 'write',
      request: { params: roomMessageParams, query: removalQuery },
      responses: { 204: { description: 'The message is deleted' } },
      handler: async ({ em, principal, params, query }) =>
        (await messages.deleteMessage(em, principal, params.roomId, params.messageId, query.reason)) ?? reply(204),
    }),
    defineRoute({
      method: 'put',
      path: '/api/rooms/:roomId/read',
      operationId: 'markRoomRead',
      tags,
      summary: 'Move your read marker forward',
      description: 'For members. The marker stands at the last message that was read. It never moves back.',
      access: {},
      limit: 'write',
      request: { params: roomIdParams, body: roomReadBody },
      responses: { 204: { description: 'The marker is moved' } },
      handler: async ({ em, principal, params, body }) =>
        (await markRead(em, principal, params.roomId, body.messageId)) ?? reply(204),
    }),
  ];
}
