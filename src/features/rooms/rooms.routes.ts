import { page } from '../../platform/http/pagination.ts';
import { reply, toReply, toShownReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { listRooms } from './room-list.reads.ts';
import { roomPresenter } from './rooms.presenter.ts';
import { roomBody, roomIdParams, roomListQuery, roomPatchBody, roomSchema } from './rooms.schema.ts';
import { createRoom, getRoom, removeRoom, updateRoom } from './rooms.service.ts';

const tags = ['rooms'];

export function roomsRoutes(): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/rooms',
      operationId: 'createRoom',
      tags,
      summary: 'Create a room',
      description: 'The caller becomes its owner. An owner can have 100 rooms: 409 `too_many_rooms`.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { body: roomBody },
      responses: { 201: { description: 'The room', body: roomSchema }, 409: { description: '`too_many_rooms`' } },
      handler: async ({ em, principal, body }) => {
        const room = await createRoom(em, principal.userId, body);
        return toShownReply(
          201,
          room,
          (rooms) => roomPresenter(em, rooms),
          ({ id }) => ({ Location: `/api/rooms/${id}` }),
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/rooms',
      operationId: 'listRooms',
      tags,
      summary: 'List public rooms, or your own with unread counts',
      access: {},
      limit: 'read',
      request: { query: roomListQuery },
      responses: { 200: { description: 'A page of rooms', body: page(roomSchema) } },
      handler: async ({ em, principal, query }) => {
        const found = await listRooms(em, principal.userId, { ...query, mine: query.mine === 'true' });
        return toReply(200, found);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/rooms/:roomId',
      operationId: 'getRoom',
      tags,
      summary: 'Get a room',
      access: {},
      limit: 'read',
      request: { params: roomIdParams },
      responses: { 200: { description: 'The room', body: roomSchema } },
      handler: async ({ em, principal, params }) => {
        const room = await getRoom(em, principal, params.roomId);
        return toShownReply(200, room, (rooms) => roomPresenter(em, rooms));
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/rooms/:roomId',
      operationId: 'updateRoom',
      tags,
      summary: 'Change the name or description of a room',
      description: 'For the owner and room admins.',
      access: {},
      limit: 'write',
      request: { params: roomIdParams, body: roomPatchBody },
      responses: { 200: { description: 'The room as changed', body: roomSchema } },
      handler: async ({ em, principal, params, body }) => {
        const room = await updateRoom(em, principal, params.roomId, body);
        return toShownReply(200, room, (rooms) => roomPresenter(em, rooms));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/rooms/:roomId',
      operationId: 'closeRoom',
      tags,
      summary: 'Close a room permanently',
      description: 'For the owner; a public room also for moderators and admins.',
      access: {},
      limit: 'write',
      request: { params: roomIdParams },
      responses: { 204: { description: 'The room is closed' } },
      handler: async ({ em, principal, params }) => (await removeRoom(em, principal, params.roomId)) ?? reply(204),
    }),
  ];
}
