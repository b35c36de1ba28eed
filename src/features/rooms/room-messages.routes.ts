import { page } from '../../platform/http/pagination.ts';
import { isProblem } from '../../platform/http/problem.ts';
import { reply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { removalQuery } from '../community/moderation/removals.service.ts';
import {
  roomMessageBody,
  roomMessageParams,
  roomMessageSchema,
  roomMessagesQuery,
  roomReadBody,
} from './room-messages.schema.ts';
import { deleteMessage, editMessage, markRead, postMessage, readMessages } from './room-messages.service.ts';
import { roomIdParams } from './rooms.schema.ts';

const tags = ['rooms'];

export function roomMessagesRoutes(): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/rooms/:roomId/messages',
      operationId: 'postRoomMessage',
      tags,
      summary: 'Says something in a room',
      description: 'For members: 403 `not_a_member`. Told to the topic `room:<id>` as `room.message`.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { params: roomIdParams, body: roomMessageBody },
      responses: { 201: { description: 'The message', body: roomMessageSchema } },
      handler: async ({ em, principal, params, body }) => {
        const message = await postMessage(em, principal, params.roomId, body.text);
        return isProblem(message) ? message : reply(201, message);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/rooms/:roomId/messages',
      operationId: 'listRoomMessages',
      tags,
      summary: 'Messages, the latest first, or those after one that is known',
      description:
        'Whoever was away asks for what came `after` the last message they have, oldest first, and goes on by `nextCursor` ' +
        'until it is null: no message is ever inserted between two that were shown.',
      access: {},
      limit: 'read',
      request: { params: roomIdParams, query: roomMessagesQuery },
      responses: { 200: { description: 'A page of messages', body: page(roomMessageSchema) } },
      handler: async ({ em, principal, params, query }) => {
        const found = await readMessages(em, principal, params.roomId, query);
        return isProblem(found) ? found : reply(200, found);
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/rooms/:roomId/messages/:messageId',
      operationId: 'editRoomMessage',
      tags,
      summary: 'Edits a message',
      description: 'For its author while they are a member.',
      access: {},
      limit: 'write',
      request: { params: roomMessageParams, body: roomMessageBody },
      responses: { 200: { description: 'The message as edited', body: roomMessageSchema } },
      handler: async ({ em, principal, params, body }) => {
        const message = await editMessage(em, principal, params.roomId, params.messageId, body.text);
        return isProblem(message) ? message : reply(200, message);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/rooms/:roomId/messages/:messageId',
      operationId: 'deleteRoomMessage',
      tags,
      summary: 'Deletes the text of a message',
      description:
        'For its author, the owner of the room and room admins; in public rooms also for moderators, who say why. The list goes on to ' +
        'show that it was there.',
      access: {},
      limit: 'write',
      request: { params: roomMessageParams, query: removalQuery },
      responses: { 204: { description: 'Its text is gone' } },
      handler: async ({ em, principal, params, query }) =>
        (await deleteMessage(em, principal, params.roomId, params.messageId, query.reason)) ?? reply(204),
    }),
    defineRoute({
      method: 'put',
      path: '/api/rooms/:roomId/read',
      operationId: 'markRoomRead',
      tags,
      summary: 'Moves one’s marker forward to the last message that was read',
      description: 'For members. The marker never goes back.',
      access: {},
      limit: 'write',
      request: { params: roomIdParams, body: roomReadBody },
      responses: { 204: { description: 'Marked' } },
      handler: async ({ em, principal, params, body }) =>
        (await markRead(em, principal, params.roomId, body.messageId)) ?? reply(204),
    }),
  ];
}
