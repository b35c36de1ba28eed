import { userIdParams } from '../../../platform/http/id-input.ts';
import { findPage, idKey, page, pageQuery } from '../../../platform/http/pagination.ts';
import { toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { listedCallSchema } from './calls.schema.ts';
import { readCalls } from './calls.service.ts';

export function callsRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/users/:userId/calls',
      operationId: 'listUserCalls',
      tags: ['posts'],
      summary: 'List a user’s calls and their results, newest first',
      description: 'Calls of deleted posts are included, without the text.',
      access: {},
      limit: 'read',
      request: { params: userIdParams, query: pageQuery },
      responses: { 200: { description: 'A page of calls', body: page(listedCallSchema) } },
      handler: async ({ em, params, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => readCalls(em, params.userId, limit, before?.[0] ?? null),
            keyOf: ({ postId }) => [postId],
            presenter: () => (call) => call,
          }),
        ),
    }),
  ];
}
