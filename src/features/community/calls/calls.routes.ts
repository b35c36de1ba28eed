import { userIdParams } from '../../../platform/http/id-input.ts';
import { decodeCursor, idKey, page, pageQuery, toPage } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
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
      handler: async ({ em, params, query }) => {
        const before = decodeCursor(query.cursor, idKey);
        if (isProblem(before)) return before;
        const found = await readCalls(em, params.userId, query.limit, before?.[0] ?? null);
        if (isProblem(found)) return found;
        const shown = toPage(
          found,
          query.limit,
          (call) => [call.postId],
          (call) => call,
        );
        return reply(200, shown);
      },
    }),
  ];
}
