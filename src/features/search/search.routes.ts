import { isProblem } from '../../platform/http/problem.ts';
import { reply } from '../../platform/http/reply.ts';
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
      summary: 'Finds people, posts and tickers',
      description:
        'People by the begin of their name, then by names written alike; posts by their words, the newest first; tickers by ' +
        'symbol and name. Among users or posts alone it goes on by `nextCursor`.',
      access: {},
      limit: 'read',
      request: { query: searchQuery },
      responses: { 200: { description: 'What was found, by type', body: foundSchema(sources) } },
      handler: async ({ em, principal, query: { q: query, types, limit, cursor } }) => {
        const found = await search.search(em, principal.userId, { query, types, limit, cursor });
        return isProblem(found) ? found : reply(200, found);
      },
    }),
  ];
}
