import { toReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { type FoundSchemas, foundSchema, searchQuery } from './search.schema.ts';
import { createSearchService, type SearchSources } from './search.service.ts';

export function searchRoutes(sources: SearchSources & FoundSchemas): Route[] {
  const search = createSearchService(sources);
  return [
    defineRoute({
      method: 'get',
      path: '/api/search',
      operationId: 'search',
      tags: ['search'],
      summary: 'Search users, posts and tickers',
      description:
        'Users match by the start of any word of their name, then by similar names. Posts match by their words, newest ' +
        'first; in scripts without spaces, by any part. Accents and case do not matter. Tickers match by symbol and name. A search of only users or only posts continues with `nextCursor`.',
      access: {},
      limit: 'read',
      request: { query: searchQuery },
      responses: { 200: { description: 'What was found, by type', body: foundSchema(sources) } },
      handler: async ({ em, principal, query: { q: query, types, limit, cursor } }) => {
        const found = await search.search(em, principal.userId, { query, types, limit, cursor });
        return toReply(200, found);
      },
    }),
  ];
}
