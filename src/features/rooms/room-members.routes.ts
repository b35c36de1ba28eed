import { findPage, page, pageQuery, timeAndIdKey } from '../../platform/http/pagination.ts';
import { reply, toReply, toShownReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { memberPresenter } from './room-members.presenter.ts';
import { roomMemberParams, roomMemberSchema, roomRoleBody } from './room-members.schema.ts';
import { changeRole, expelMember, joinRoom, leaveRoom, membersOf } from './room-members.service.ts';
import { roomPresenter } from './rooms.presenter.ts';
import { roomIdParams, roomSchema } from './rooms.schema.ts';

const tags = ['rooms'];

export function roomMembersRoutes(): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/rooms/:roomId/join',
      operationId: 'joinRoom',
      tags,
      summary: 'Join a public room',
      description: 'Joining again changes nothing. 403 `banned`; 409 `room_full`.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { params: roomIdParams },
      responses: { 200: { description: 'The room', body: roomSchema }, 409: { description: '`room_full`' } },
      handler: async ({ em, principal, params }) => {
        const room = await joinRoom(em, principal, params.roomId);
        return toShownReply(200, room, (rooms) => roomPresenter(em, rooms));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/rooms/:roomId/leave',
      operationId: 'leaveRoom',
      tags,
      summary: 'Leave a room',
      description: 'The owner must transfer ownership first: 409 `owner_stays`.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { params: roomIdParams },
      responses: { 204: { description: 'The caller is not a member' }, 409: { description: '`owner_stays`' } },
      handler: async ({ em, principal, params }) => (await leaveRoom(em, principal, params.roomId)) ?? reply(204),
    }),
    defineRoute({
      method: 'get',
      path: '/api/rooms/:roomId/members',
      operationId: 'listRoomMembers',
      tags,
      summary: 'List the members of a room, oldest members first',
      access: {},
      limit: 'read',
      request: { params: roomIdParams, query: pageQuery },
      responses: { 200: { description: 'A page of members', body: page(roomMemberSchema) } },
      handler: async ({ em, principal, params, query }) =>
        toReply(
          200,
          await findPage(query, timeAndIdKey, {
            find: (after, limit) => membersOf(em, principal, params.roomId, limit, after),
            keyOf: ({ joinedAt, userId }) => [joinedAt.toISOString(), userId],
            presenter: (found) => memberPresenter(em, found),
          }),
        ),
    }),
    defineRoute({
      method: 'patch',
      path: '/api/rooms/:roomId/members/:userId',
      operationId: 'changeRoomRole',
      tags,
      summary: 'Change a member’s role or transfer ownership',
      description:
        'For the owner. The role `owner` transfers the room, and the caller becomes an admin. 409 `owner_stays` if owners ' +
        'give themselves another role. 409 `too_many_rooms` if the new owner already has 100 rooms.',
      access: {},
      limit: 'write',
      request: { params: roomMemberParams, body: roomRoleBody },
      responses: {
        200: { description: 'The member', body: roomMemberSchema },
        409: { description: '`owner_stays` or `too_many_rooms`' },
      },
      handler: async ({ em, principal, params, body }) => {
        const member = await changeRole(em, principal, params.roomId, params.userId, body.role);
        return toShownReply(200, member, (members) => memberPresenter(em, members));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/rooms/:roomId/members/:userId',
      operationId: 'removeRoomMember',
      tags,
      summary: 'Remove a member from a room',
      description:
        'For the owner; room admins can remove members without a role. To keep a user out, use `PUT …/bans/:userId`.',
      access: {},
      limit: 'write',
      request: { params: roomMemberParams },
      responses: { 204: { description: 'The user is not a member' } },
      handler: async ({ em, principal, params }) =>
        (await expelMember(em, principal, params.roomId, params.userId)) ?? reply(204),
    }),
  ];
}
