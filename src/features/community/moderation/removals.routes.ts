import { z } from 'zod';
import { findPage, idKey, page, pageQuery } from '../../../platform/http/pagination.ts';
import { toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { authorSchema } from '../../accounts/people/public-users.reads.ts';
import { removalPresenter } from './removals.presenter.ts';
import { listRemovals } from './removals.queries.ts';

const removalSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(['post', 'comment', 'room_message']),
    subjectId: z.uuid().describe('Id of the post, comment or message'),
    author: authorSchema,
    removedBy: authorSchema,
    reason: z.string(),
    body: z.string().describe('The text at the time of the removal'),
    removedAt: z.iso.datetime(),
  })
  .meta({ id: 'ContentRemoval' });

export function removalsRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/content-removals',
      operationId: 'listContentRemovals',
      tags: ['moderation'],
      summary: 'List content removed by moderators, latest first',
      access: { roles: ['admin'] },
      limit: 'read',
      request: { query: pageQuery },
      responses: { 200: { description: 'A page of removals', body: page(removalSchema) } },
      handler: async ({ em, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => listRemovals(em, limit, before?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: (found) => removalPresenter(em, found),
          }),
        ),
    }),
  ];
}
