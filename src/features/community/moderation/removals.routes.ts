import { z } from 'zod';
import { decodeCursor, idKey, page, pageQuery, toPage } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { authorSchema, findAuthors } from '../../accounts/people/public-users.reads.ts';
import { listRemovals } from './removals.queries.ts';

const removalSchema = z
  .object({
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
      handler: async ({ em, query }) => {
        const before = decodeCursor(query.cursor, idKey);
        if (isProblem(before)) return before;
        const found = await listRemovals(em, query.limit, before?.[0] ?? null);
        const authorOf = await findAuthors(
          em,
          found.flatMap((removal) => [removal.author_id, removal.removed_by]),
        );
        const present = (removal: (typeof found)[number]) => ({
          id: removal.id,
          kind: removal.kind,
          subjectId: removal.subject_id,
          author: authorOf(removal.author_id),
          removedBy: authorOf(removal.removed_by),
          reason: removal.reason,
          body: removal.body,
          removedAt: removal.removed_at.toISOString(),
        });
        return reply(
          200,
          toPage(found, query.limit, (removal) => [removal.id], present),
        );
      },
    }),
  ];
}
