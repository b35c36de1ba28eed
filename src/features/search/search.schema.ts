import { z } from 'zod';
import { pageQuery } from '../../platform/http/pagination.ts';
import { lineOfText } from '../../platform/http/user-text.ts';
import { authorSchema } from '../accounts/people/public-users.reads.ts';

export const SEARCH_TYPES = ['users', 'posts', 'tickers'] as const;
export type SearchType = (typeof SEARCH_TYPES)[number];

const isType = (word: string): word is SearchType => SEARCH_TYPES.some((type) => type === word);

export const searchQuery = pageQuery.extend({
  q: lineOfText(100).describe('What to look for'),
  types: z
    .string()
    .regex(/^(users|posts|tickers)(,(users|posts|tickers))*$/, 'users, posts and tickers, separated by commas')
    .default(SEARCH_TYPES.join())
    .transform((text) => new Set(text.split(',').filter(isType)))
    .describe('Types to search, separated by commas. With a cursor, only one'),
});

/** Posts and tickers have the schemas of their own features. */
export interface FoundPost {
  readonly id: string;
}
export interface FoundTicker {
  readonly symbol: string;
}

export interface FoundSchemas {
  postSchema: z.ZodType<FoundPost, FoundPost>;
  tickerSchema: z.ZodType<FoundTicker, FoundTicker>;
}

export const foundSchema = ({ postSchema, tickerSchema }: FoundSchemas) =>
  z
    .strictObject({
      users: z.array(authorSchema).optional(),
      posts: z.array(postSchema).optional().describe('The newest first'),
      tickers: z.array(tickerSchema).optional(),
      nextCursor: z.string().nullable().describe('Only for a search of one type that has more results'),
    })
    .meta({ id: 'Found', description: 'For each requested type, the best matches first' });
