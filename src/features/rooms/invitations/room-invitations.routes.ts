import { findPage, idKey, page, pageQuery } from '../../../platform/http/pagination.ts';
import { reply, toReply, toShownReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { roomIdParams } from '../rooms.schema.ts';
import { invitationsInto, revokeInvitation } from './room-invitation-answers.service.ts';
import { invitationPresenter } from './room-invitations.presenter.ts';
import { roomInvitationBody, roomInvitationParams, roomInvitationSchema } from './room-invitations.schema.ts';
import { createInvitationsService, type InvitationsDeps } from './room-invitations.service.ts';

const tags = ['rooms'];

/** Invitations, for those who send them. */
export function roomInvitationsRoutes(deps: InvitationsDeps): Route[] {
  const invitations = createInvitationsService(deps);
  return [
    defineRoute({
      method: 'post',
      path: '/api/rooms/:roomId/invitations',
      operationId: 'inviteIntoRoom',
      tags,
      summary: 'Invite a user or an e-mail address to a room',
      description:
        'For the owner and room admins; in a public room, for every member. An invitation is valid for 14 days. The ' +
        'answer for an address is the same whether or not it has an account. 403 `email_not_verified` if the caller’s own ' +
        'address is not verified. 409 `already_invited` or `too_many_invitations`; for a user also `already_member` or ' +
        '`not_invitable`. 429 `too_many_attempts` for an address that was invited several times.',
      access: {},
      limit: 'invite',
      idempotent: true,
      request: { params: roomIdParams, body: roomInvitationBody },
      responses: {
        201: { description: 'The invitation', body: roomInvitationSchema },
        409: { description: 'No invitation was made' },
      },
      handler: async ({ em, principal, params, body }) => {
        const { to, message = null } = body;
        const made = await invitations.invite(em, principal, params.roomId, { to, message });
        return toShownReply(201, made, (invitations) => invitationPresenter(em, invitations));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/rooms/:roomId/invitations',
      operationId: 'listRoomInvitations',
      tags,
      summary: 'List the open invitations of a room, newest first',
      description: 'For the owner and room admins.',
      access: {},
      limit: 'read',
      request: { params: roomIdParams, query: pageQuery },
      responses: { 200: { description: 'A page of invitations', body: page(roomInvitationSchema) } },
      handler: async ({ em, principal, params, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => invitationsInto(em, principal, params.roomId, limit, before?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: (found) => invitationPresenter(em, found),
          }),
        ),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/rooms/:roomId/invitations/:invitationId',
      operationId: 'revokeRoomInvitation',
      tags,
      summary: 'Withdraw an invitation',
      description: 'For the owner, room admins and the inviter.',
      access: {},
      limit: 'write',
      request: { params: roomInvitationParams },
      responses: { 204: { description: 'The invitation is withdrawn' } },
      handler: async ({ em, principal, params }) =>
        (await revokeInvitation(em, principal, params.roomId, params.invitationId)) ?? reply(204),
    }),
  ];
}
