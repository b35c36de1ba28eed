import { z } from 'zod';
import { userIdParams } from '../../../platform/http/id-input.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import type { AccountServices } from '../accounts.compose.ts';
import { preferencesBody, preferencesSchema } from './preferences.schema.ts';
import { privateUserSchema, publicUserSchema, userPatchBody } from './users.schema.ts';

const tags = ['users'];

export function usersRoutes({ users, preferences, presenter }: AccountServices): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/users/me',
      operationId: 'getMe',
      tags,
      summary: 'Get the signed-in user',
      access: {},
      limit: 'read',
      request: {},
      responses: { 200: { description: 'The signed-in user', body: privateUserSchema } },
      handler: async ({ em, principal }) => {
        const user = await users.get(em, principal.userId);
        return isProblem(user) ? user : reply(200, await presenter.onePrivate(em, user));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/users/:userId',
      operationId: 'getUser',
      tags,
      summary: 'Get a user',
      access: {},
      limit: 'read',
      request: { params: userIdParams },
      responses: { 200: { description: 'The user', body: z.union([privateUserSchema, publicUserSchema]) } },
      handler: async ({ em, principal, params }) => {
        const user = await users.get(em, params.userId);
        return isProblem(user) ? user : reply(200, await presenter.one(em, user, principal));
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/users/:userId',
      operationId: 'updateUser',
      tags,
      summary: 'Change a user’s name, address or password',
      description:
        'Only the owner can change the address and the password, with `currentPassword` (403 `wrong_password`, 429 ' +
        '`too_many_attempts`). A new address stays in `pendingEmail` until its owner follows the link in the mail. The ' +
        'answer does not tell whether another account has it. A new password ends all other sessions and revokes all API ' +
        'keys. The owner gets a mail.',
      access: {},
      limit: 'write',
      request: { params: userIdParams, body: userPatchBody },
      responses: { 200: { description: 'The user as changed', body: privateUserSchema } },
      handler: async ({ em, principal, params, body }) => {
        const user = await users.update(em, principal, params.userId, body);
        return isProblem(user) ? user : reply(200, await presenter.onePrivate(em, user));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/users/:userId/preferences',
      operationId: 'getPreferences',
      tags,
      summary: 'Get a user’s preferences: time zone, digest, mail categories',
      access: {},
      limit: 'read',
      request: { params: userIdParams },
      responses: { 200: { description: 'The preferences, defaults included', body: preferencesSchema } },
      handler: async ({ em, principal, params }) => {
        const found = await preferences.get(em, principal, params.userId);
        return toReply(200, found);
      },
    }),
    defineRoute({
      method: 'put',
      path: '/api/users/:userId/preferences',
      operationId: 'putPreferences',
      tags,
      summary: 'Replace a user’s preferences',
      access: {},
      limit: 'write',
      request: { params: userIdParams, body: preferencesBody },
      responses: { 200: { description: 'The preferences as stored', body: preferencesSchema } },
      handler: async ({ em, principal, params, body }) => {
        const stored = await preferences.put(em, principal, params.userId, body);
        return toReply(200, stored);
      },
    }),
  ];
}
