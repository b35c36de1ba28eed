import type { Em } from '../../platform/db/sql.ts';
import { findPage, idKey, type Page } from '../../platform/http/pagination.ts';
import { invalidRequest, isProblem, type Problem } from '../../platform/http/problem.ts';
import type { Author } from '../accounts/people/public-users.reads.ts';
import { searchUsers } from '../accounts/people/user-search.reads.ts';
import type { FoundPost, FoundTicker, SearchType } from './search.schema.ts';

/** What the search asks of the features that own posts and assets. */
export interface SearchSources {
  /** As the API shows them, newest first, below the post `before`. `viewerId`: whose likes are shown. */
  searchPosts(em: Em, query: string, limit: number, before: string | null, viewerId: string): Promise<FoundPost[]>;
  /** The best first. */
  searchTickers(em: Em, query: string, limit: number): Promise<FoundTicker[]>;
}

export interface SearchRequest {
  query: string;
  types: ReadonlySet<SearchType>;
  limit: number;
  cursor?: string | undefined;
}

export interface Found {
  users?: Author[];
  posts?: FoundPost[];
  tickers?: FoundTicker[];
  nextCursor: string | null;
}

const ONE_TYPE = invalidRequest([
  { field: 'query.cursor', code: 'one_type', message: 'A search can continue only for users alone or posts alone' },
]);

export function createSearchService({ searchPosts, searchTickers }: SearchSources) {
  async function posts(em: Em, viewerId: string, request: SearchRequest): Promise<Page<FoundPost> | Problem> {
    return await findPage(request, idKey, {
      find: (from, limit) => searchPosts(em, request.query, limit, from?.[0] ?? null, viewerId),
      keyOf: ({ id }) => [id],
      presenter: () => (post) => post,
    });
  }

  return {
    /** Groups of what fits, each of `limit` at most. Alone, users and posts go on by a cursor; tickers are few. */
    async search(em: Em, viewerId: string, request: SearchRequest): Promise<Found | Problem> {
      const { query, types, limit, cursor } = request;
      const alone = types.size === 1;
      if (cursor !== undefined && (!alone || types.has('tickers'))) return ONE_TYPE;
      const found: Found = { nextCursor: null };
      if (types.has('users')) {
        const page = await searchUsers(em, query, limit, cursor);
        if (isProblem(page)) return page;
        found.users = page.data;
        if (alone) found.nextCursor = page.nextCursor;
      }
      if (types.has('posts')) {
        const page = await posts(em, viewerId, request);
        if (isProblem(page)) return page;
        found.posts = page.data;
        if (alone) found.nextCursor = page.nextCursor;
      }
      if (types.has('tickers')) found.tickers = await searchTickers(em, query, limit);
      return found;
    },
  };
}
