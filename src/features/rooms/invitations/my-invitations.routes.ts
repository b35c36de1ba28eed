import { decodeCursor, idKey, page, pageQuery, toPage } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { LINK_PAGE_POLICY } from '../../../platform/pages/link-page.ts';
import { presentRoom } from '../rooms.presenter.ts';
import { roomSchema } from '../rooms.schema.ts';
import { INVITATION_PAGE, INVITATION_SCRIPT } from './invitation-page.ts';
import { acceptInvitation, declineInvitation, redeemInvitation } from './room-invitation-answers.service.ts';
import { myInvitationPresenter } from './room-invitations.presenter.ts';
import { listInvitationsOf } from './room-invitations.queries.ts';
import { invitationParams, myInvitationSchema, redeemBody } from './room-invitations.schema.ts';

const tags = ['invitations'];
const FULL = { description: '`room_full`' };

/** Invitations as the invited see them. */
export function myInvitationsRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/invitations',
      operationId: 'listMyInvitations',
      tags,
      summary: 'Rooms one is invited into, the newest invitation first',
      access: {},
      limit: 'read',
      request: { query: pageQuery },
      responses: { 200: { description: 'A page of invitations', body: page(myInvitationSchema) } },
      handler: async ({ em, principal, query }) => {
        const before = decodeCursor(query.cursor, idKey);
        if (isProblem(before)) return before;
        const found = await listInvitationsOf(em, principal.userId, query.limit, before?.[0] ?? null);
        const present = await myInvitationPresenter(em, found);
        return reply(
          200,
          toPage(found, query.limit, ({ id }) => [id], present),
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/invitations/:invitationId/accept',
      operationId: 'acceptInvitation',
      tags,
      summary: 'Joins the room one is invited into',
      description:
        '404 once it was answered or has expired. 403 `banned`; 409 `room_full`, after which it still holds.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { params: invitationParams },
      responses: { 200: { description: 'The room', body: roomSchema }, 409: FULL },
      handler: async ({ em, principal, params }) => {
        const room = await acceptInvitation(em, principal.userId, params.invitationId);
        return isProblem(room) ? room : reply(200, await presentRoom(em, room));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/invitations/:invitationId/decline',
      operationId: 'declineInvitation',
      tags,
      summary: 'Declines an invitation',
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
      summary: 'Joins a room by the token of a mail',
      description:
        'Whoever is signed in joins; the token works once. 400 `invalid_token`; 403 `banned`; 409 `already_member` and ' +
        '`room_full`, after which it still works.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { body: redeemBody },
      responses: { 200: { description: 'The room', body: roomSchema }, 409: FULL },
      handler: async ({ em, principal, body }) => {
        const room = await redeemInvitation(em, principal.userId, body.token);
        return isProblem(room) ? room : reply(200, await presentRoom(em, room));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/invitations/accept',
      operationId: 'getInvitationPage',
      tags,
      summary: 'Page on which a mailed invitation is accepted',
      description: 'For people: the link in the mail leads here. The page logs in, sends the token, and logs out.',
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
      summary: 'Script of that page',
      access: 'public',
      limit: 'read',
      request: {},
      responses: { 200: { description: 'The script', contentType: 'text/javascript; charset=utf-8' } },
      handler: () => reply(200, INVITATION_SCRIPT, { 'Cache-Control': 'public, max-age=3600' }),
    }),
  ];
}
