import type { z } from 'zod';
import { userIdParams } from '../../../platform/http/id-input.ts';
import { decodeCursor, idKey, page, pageQuery, toPage } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import type { AccountServices } from '../accounts.compose.ts';
import { apiKeyBody, apiKeyParams, apiKeySchema, createdApiKeySchema } from './api-keys.schema.ts';
import type { ApiKeyRow } from './api-keys.service.ts';

const tags = ['api-keys'];

function present(key: ApiKeyRow): z.infer<typeof apiKeySchema> {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes,
    createdAt: key.created_at.toISOString(),
    expiresAt: key.expires_at?.toISOString() ?? null,
    lastUsedAt: key.last_used_at?.toISOString() ?? null,
  };
}

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
      handler: async ({ em, principal, params, query }) => {
        const before = decodeCursor(query.cursor, idKey);
        if (isProblem(before)) return before;
        const found = await apiKeys.list(em, principal, params.userId, query.limit, before?.[0] ?? null);
        if (isProblem(found)) return found;
        return reply(
          200,
          toPage(found, query.limit, (key) => [key.id], present),
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/users/:userId/api-keys',
      operationId: 'createApiKey',
      tags,
      summary: 'Create an API key',
      description:
        'The key acts for its owner. It may do what its scopes say and the owner’s role allows. The scope `email:send` ' +
        'needs the role admin (403 `scope_not_allowed`). Only this answer shows the key.',
      access: {},
      limit: 'write',
      request: { params: userIdParams, body: apiKeyBody },
      responses: { 201: { description: 'The key', body: createdApiKeySchema } },
      handler: async ({ em, principal, params, body }) => {
        const made = await apiKeys.create(em, principal, params.userId, body);
        if (isProblem(made)) return made;
        return reply(201, { ...present(made.row), key: made.key }, { 'cache-control': 'no-store' });
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
