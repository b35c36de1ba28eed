import { findPage, idKey, page, pageQuery } from '../../../platform/http/pagination.ts';
import { reply, toReply, toShownReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { LINK_PAGE_POLICY } from '../../../platform/pages/link-page.ts';
import { roomPresenter } from '../rooms.presenter.ts';
import { roomSchema } from '../rooms.schema.ts';
import { INVITATION_PAGE, INVITATION_SCRIPT } from './invitation-page.ts';
import { acceptInvitation, declineInvitation, redeemInvitation } from './room-invitation-answers.service.ts';
import { myInvitationPresenter } from './room-invitations.presenter.ts';
import { listInvitationsOf } from './room-invitations.queries.ts';
import { invitationParams, myInvitationSchema, redeemBody } from './room-invitations.schema.ts';

const tags = ['invitations'];
const FULL = { description: '`room_full`' };

/** Invitations, for the invited. */
export function myInvitationsRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/invitations',
      operationId: 'listMyInvitations',
      tags,
      summary: 'List your invitations to rooms, newest first',
      access: {},
      limit: 'read',
      request: { query: pageQuery },
      responses: { 200: { description: 'A page of invitations', body: page(myInvitationSchema) } },
      handler: async ({ em, principal, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => listInvitationsOf(em, principal.userId, limit, before?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: (found) => myInvitationPresenter(em, found),
          }),
        ),
    }),
    defineRoute({
      method: 'post',
      path: '/api/invitations/:invitationId/accept',
      operationId: 'acceptInvitation',
      tags,
      summary: 'Accept an invitation: join the room',
      description:
        '404 if it was already answered or has expired. 403 `banned`. 409 `room_full`; the invitation stays open.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { params: invitationParams },
      responses: { 200: { description: 'The room', body: roomSchema }, 409: FULL },
      handler: async ({ em, principal, params }) => {
        const room = await acceptInvitation(em, principal.userId, params.invitationId);
        return toShownReply(200, room, (rooms) => roomPresenter(em, rooms));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/invitations/:invitationId/decline',
      operationId: 'declineInvitation',
      tags,
      summary: 'Decline an invitation',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { params: invitationParams },
      responses: { 204: { description: 'Declined' } },
      handler: async ({ em, principal, params }) =>
        (await declineInvitation(em, principal.userId, params.invitationId)) ?? reply(204),
    }),
    defineRoute({
      method: 'post',
      path: '/api/invitations/redeem',
      operationId: 'redeemInvitation',
      tags,
      summary: 'Accept an invitation with the token from the mail',
      description:
        'The caller joins the room. The token works once. 400 `invalid_token`. 403 `banned`. 409 `already_member` or ' +
        '`room_full`; the token still works after these.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { body: redeemBody },
      responses: { 200: { description: 'The room', body: roomSchema }, 409: FULL },
      handler: async ({ em, principal, body }) => {
        const room = await redeemInvitation(em, principal.userId, body.token);
        return toShownReply(200, room, (rooms) => roomPresenter(em, rooms));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/invitations/accept',
      operationId: 'getInvitationPage',
      tags,
      summary: 'Show the page that accepts an invitation',
      description: 'A page for people: the link in the mail leads here. It logs in, sends the token and logs out.',
      access: 'public',
      limit: 'read',
      request: {},
      responses: { 200: { description: 'The page', contentType: 'text/html; charset=utf-8' } },
      handler: () => reply(200, INVITATION_PAGE, { 'Content-Security-Policy': LINK_PAGE_POLICY }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/invitations/accept.js',
      operationId: 'getInvitationScript',
      tags,
      summary: 'Get the script of that page',
      access: 'public',
      limit: 'read',
      request: {},
      responses: { 200: { description: 'The script', contentType: 'text/javascript; charset=utf-8' } },
      handler: () => reply(200, INVITATION_SCRIPT, { 'Cache-Control': 'public, max-age=3600' }),
    }),
  ];
}
