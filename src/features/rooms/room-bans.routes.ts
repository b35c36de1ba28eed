import { findPage, page, pageQuery, timeAndIdKey } from '../../platform/http/pagination.ts';
import { reply, toReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { banFromRoom, bansOf, liftBan } from './room-bans.service.ts';
import { banPresenter } from './room-members.presenter.ts';
import { roomBanSchema, roomMemberParams } from './room-members.schema.ts';
import { roomIdParams } from './rooms.schema.ts';

const tags = ['rooms'];

export function roomBansRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/rooms/:roomId/bans',
      operationId: 'listRoomBans',
      tags,
      summary: 'List the banned users of a room, latest first',
      description: 'For the owner and room admins.',
      access: {},
      limit: 'read',
      request: { params: roomIdParams, query: pageQuery },
      responses: { 200: { description: 'A page of bans', body: page(roomBanSchema) } },
      handler: async ({ em, principal, params, query }) =>
        toReply(
          200,
          await findPage(query, timeAndIdKey, {
            find: (before, limit) => bansOf(em, principal, params.roomId, limit, before),
            keyOf: ({ createdAt, userId }) => [createdAt.toISOString(), userId],
            presenter: (found) => banPresenter(em, found),
          }),
        ),
    }),
    defineRoute({
      method: 'put',
      path: '/api/rooms/:roomId/bans/:userId',
      operationId: 'banFromRoom',
      tags,
      summary: 'Ban a user from a room',
      description:
        'For the owner; room admins can ban users without a role. The user does not need to be a member. A banned user is ' +
        'removed and cannot join or accept an invitation. They can still read a public room.',
      access: {},
      limit: 'write',
      request: { params: roomMemberParams },
      responses: { 204: { description: 'The user is banned' } },
      handler: async ({ em, principal, params }) =>
        (await banFromRoom(em, principal, params.roomId, params.userId)) ?? reply(204),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/rooms/:roomId/bans/:userId',
      operationId: 'liftRoomBan',
      tags,
      summary: 'Lift a ban',
      description: 'For the owner and room admins.',
      access: {},
      limit: 'write',
      request: { params: roomMemberParams },
      responses: { 204: { description: 'The ban is lifted; the user may join again' } },
      handler: async ({ em, principal, params }) =>
        (await liftBan(em, principal, params.roomId, params.userId)) ?? reply(204),
    }),
  ];
}
