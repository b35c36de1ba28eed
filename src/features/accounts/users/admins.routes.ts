import { userIdParams } from '../../../platform/http/id-input.ts';
import { findPage, idKey, page, pageQuery } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import type { AccountServices } from '../accounts.compose.ts';
import { listUsers } from '../accounts.queries.ts';
import { normalizeEmail } from '../email-address.domain.ts';
import { disabledBody, privateUserSchema, roleBody, userListQuery } from './users.schema.ts';

const tags = ['users'];
const access = { roles: ['admin'] } as const;

/** What admins do to other people's accounts. */
export function adminsRoutes({ admins, presenter }: AccountServices): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/users',
      operationId: 'listUsers',
      tags,
      summary: 'List users, newest first',
      access,
      limit: 'read',
      request: { query: pageQuery.extend(userListQuery) },
      responses: { 200: { description: 'A page of users', body: page(privateUserSchema) } },
      handler: async ({ em, query }) => {
        const filter = {
          name: query.name,
          role: query.role,
          email: query.email === undefined ? undefined : normalizeEmail(query.email),
          disabled: query.disabled === undefined ? undefined : query.disabled === 'true',
        };
        return toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => listUsers(em, filter, limit, before?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: (found) => presenter.manyPrivate(em, found),
          }),
        );
      },
    }),
    defineRoute({
      method: 'put',
      path: '/api/users/:userId/role',
      operationId: 'setUserRole',
      tags,
      summary: 'Change a user’s role',
      description:
        'Applies to open sessions and keys too: at once here, within five seconds on other instances. 409 `last_admin`.',
      access,
      limit: 'write',
      request: { params: userIdParams, body: roleBody },
      responses: {
        200: { description: 'The user as changed', body: privateUserSchema },
        409: { description: '`last_admin`' },
      },
      handler: async ({ em, principal, params, body }) => {
        const user = await admins.setRole(em, principal.userId, params.userId, body.role);
        return isProblem(user) ? user : reply(200, await presenter.onePrivate(em, user));
      },
    }),
    defineRoute({
      method: 'put',
      path: '/api/users/:userId/disabled',
      operationId: 'setUserDisabled',
      tags,
      summary: 'Disable or enable an account',
      description:
        'Disabling ends all sessions. API keys do not work until the account is enabled again. 409 `last_admin`.',
      access,
      limit: 'write',
      request: { params: userIdParams, body: disabledBody },
      responses: {
        200: { description: 'The user as changed', body: privateUserSchema },
        409: { description: '`last_admin`' },
      },
      handler: async ({ em, principal, params, body }) => {
        const user = await admins.setDisabled(em, principal.userId, params.userId, body.disabled);
        return isProblem(user) ? user : reply(200, await presenter.onePrivate(em, user));
      },
    }),
  ];
}
