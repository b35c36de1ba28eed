import { userIdParams } from '../../../platform/http/id-input.ts';
import { findPage, idKey, page, pageQuery } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import type { AccountServices } from '../accounts.compose.ts';
import { presentApiKey } from './api-keys.presenter.ts';
import { apiKeyBody, apiKeyParams, apiKeySchema, createdApiKeySchema } from './api-keys.schema.ts';

const tags = ['api-keys'];

export function apiKeysRoutes({ apiKeys }: AccountServices): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/users/:userId/api-keys',
      operationId: 'listApiKeys',
      tags,
      summary: 'List a user’s API keys, newest first',
      access: {},
      limit: 'read',
      request: { params: userIdParams, query: pageQuery },
      responses: {
        200: {
          description: 'A page of keys that are not revoked, without the keys themselves',
          body: page(apiKeySchema),
        },
      },
      handler: async ({ em, principal, params, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => apiKeys.list(em, principal, params.userId, limit, before?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: () => presentApiKey,
          }),
        ),
    }),
    defineRoute({
      method: 'post',
      path: '/api/users/:userId/api-keys',
      operationId: 'createApiKey',
      tags,
      summary: 'Create an API key',
      description:
        'The key acts for its owner. It may do what its scopes say and the owner’s role allows. The scope `email:send` ' +
        'needs the role admin (403 `scope_not_allowed`). Only this answer shows the key. Needs `currentPassword` when your ' +
        'log-in is more than five minutes old (403 `password_required`). The owner gets a mail. A new password revokes all keys.',
      access: {},
      limit: 'write',
      request: { params: userIdParams, body: apiKeyBody },
      responses: { 201: { description: 'The key', body: createdApiKeySchema } },
      handler: async ({ em, principal, params, body }) => {
        const made = await apiKeys.create(em, principal, params.userId, body);
        if (isProblem(made)) return made;
        return reply(201, { ...presentApiKey(made.row), key: made.key }, { 'cache-control': 'no-store' });
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/users/:userId/api-keys/:keyId',
      operationId: 'revokeApiKey',
      tags,
      summary: 'Revoke an API key',
      access: {},
      limit: 'write',
      request: { params: apiKeyParams },
      responses: { 204: { description: 'The key has stopped working' } },
      handler: async ({ em, principal, params }) =>
        (await apiKeys.revoke(em, principal, params.userId, params.keyId)) ?? reply(204),
    }),
  ];
}
