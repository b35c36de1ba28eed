import { userIdParams } from '../../../platform/http/id-input.ts';
import { findPage, idKey, page, pageQuery } from '../../../platform/http/pagination.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import type { AccountServices } from '../accounts.compose.ts';
import { sessionPresenter } from './sessions.presenter.ts';
import { sessionParams, sessionSchema } from './sessions.schema.ts';

const tags = ['sessions'];

export function sessionsRoutes({ sessionList }: AccountServices): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/users/:userId/sessions',
      operationId: 'listSessions',
      tags,
      summary: 'List a user’s sessions, newest first',
      description: 'For the user and for admins. Each log-in is a session.',
      access: {},
      limit: 'read',
      request: { params: userIdParams, query: pageQuery },
      responses: { 200: { description: 'A page of sessions that are not over', body: page(sessionSchema) } },
      handler: async ({ em, principal, params, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => sessionList.list(em, principal, params.userId, limit, before?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: () => sessionPresenter(principal),
          }),
        ),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/users/:userId/sessions/:sessionId',
      operationId: 'revokeSession',
      tags,
      summary: 'End a session',
      description: 'Its tokens stop working at once here, within five seconds on other instances.',
      access: {},
      limit: 'write',
      request: { params: sessionParams },
      responses: { 204: { description: 'The session is over' } },
      handler: async ({ em, principal, params }) =>
        (await sessionList.revoke(em, principal, params.userId, params.sessionId)) ?? reply(204),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/users/:userId/sessions',
      operationId: 'revokeSessions',
      tags,
      summary: 'End all sessions of a user but the one that asks',
      access: {},
      limit: 'write',
      request: { params: userIdParams },
      responses: { 204: { description: 'The sessions are over' } },
      handler: async ({ em, principal, params }) =>
        (await sessionList.revokeAll(em, principal, params.userId)) ?? reply(204),
    }),
  ];
}
