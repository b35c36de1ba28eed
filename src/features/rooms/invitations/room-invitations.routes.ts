import { decodeCursor, idKey, page, pageQuery, toPage } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { roomIdParams } from '../rooms.schema.ts';
import { invitationsInto, revokeInvitation } from './room-invitation-answers.service.ts';
import { invitationPresenter } from './room-invitations.presenter.ts';
import { roomInvitationBody, roomInvitationParams, roomInvitationSchema } from './room-invitations.schema.ts';
import { createInvitationsService, type InvitationsDeps } from './room-invitations.service.ts';

const tags = ['rooms'];

/** Invitations as those who send them see them. */
export function roomInvitationsRoutes(deps: InvitationsDeps): Route[] {
  const invitations = createInvitationsService(deps);
  return [
    defineRoute({
      method: 'post',
      path: '/api/rooms/:roomId/invitations',
      operationId: 'inviteIntoRoom',
      tags,
      summary: 'Invites a user, or an e-mail address',
      description:
        'For the owner and room admins; into a public room every member invites. Good for 14 days. The answer to an address ' +
        'is the same whether or not somebody here has it; 403 `email_not_verified` for inviters who have not proven their own. 409 `already_invited`, `too_many_invitations`, and of a user ' +
        '`already_member`, `not_invitable`; 429 `too_many_attempts` for an address that got several.',
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
        return isProblem(made) ? made : reply(201, (await invitationPresenter(em, [made]))(made));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/rooms/:roomId/invitations',
      operationId: 'listRoomInvitations',
      tags,
      summary: 'Invitations that wait for an answer, newest first',
      description: 'For the owner and room admins.',
      access: {},
      limit: 'read',
      request: { params: roomIdParams, query: pageQuery },
      responses: { 200: { description: 'A page of invitations', body: page(roomInvitationSchema) } },
      handler: async ({ em, principal, params, query }) => {
        const before = decodeCursor(query.cursor, idKey);
        if (isProblem(before)) return before;
        const found = await invitationsInto(em, principal, params.roomId, query.limit, before?.[0] ?? null);
        if (isProblem(found)) return found;
        const present = await invitationPresenter(em, found);
        return reply(
          200,
          toPage(found, query.limit, ({ id }) => [id], present),
        );
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/rooms/:roomId/invitations/:invitationId',
      operationId: 'revokeRoomInvitation',
      tags,
      summary: 'Takes an invitation back',
      description: 'For the owner, room admins and whoever sent it.',
      access: {},
      limit: 'write',
      request: { params: roomInvitationParams },
      responses: { 204: { description: 'It can be accepted no more' } },
      handler: async ({ em, principal, params }) =>
        (await revokeInvitation(em, principal, params.roomId, params.invitationId)) ?? reply(204),
    }),
  ];
}
