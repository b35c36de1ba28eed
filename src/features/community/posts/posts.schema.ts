import { z } from 'zod';
import { idInput } from '../../../platform/http/id-input.ts';
import { pageQuery } from '../../../platform/http/pagination.ts';
import { linesOfText } from '../../../platform/http/user-text.ts';
import { imageSchema } from '../../../platform/media/image-view.ts';
import { writerSchema } from '../../accounts/people/public-users.reads.ts';
import { imagesInput } from '../../files/attachments/attachments.service.ts';
import { SYMBOL } from '../../market/assets/symbols.domain.ts';
import { callSchema, directionSchema, HORIZON_HOURS_MAX } from '../calls/calls.schema.ts';
import { MAX_TICKERS, SENTIMENTS } from './posts.contract.ts';

/** Pieces that the schemas of posts, comments and likes share. */

export const postIdParams = z.strictObject({ postId: idInput.describe('Id of the post') });

/** A symbol in any case; whether there is such an asset is another question. */
const symbolInput = z
  .string()
  .trim()
  .regex(SYMBOL, 'Must be a symbol such as NVDA')
  .transform((symbol) => symbol.toUpperCase());

const sentimentSchema = z.enum(SENTIMENTS);
const postText = linesOfText(5_000).describe('Cashtags such as `$NVDA` in it become tickers');

export const newPostBody = z
  .strictObject({
    body: postText,
    tickers: z
      .array(symbolInput)
      .max(MAX_TICKERS)
      .default([])
      .describe('Symbols that the post is about, in addition to its cashtags'),
    sentiment: sentimentSchema,
    images: imagesInput,
    call: z
      .strictObject({
        symbol: symbolInput.describe('One of the tickers of the post'),
        direction: directionSchema,
        horizonHours: z.int().min(1).max(HORIZON_HOURS_MAX),
      })
      .optional()
      .describe('What the price will do within the horizon. A call records the latest price and never changes.'),
  })
  .meta({ id: 'NewPost' });

export type NewPost = z.output<typeof newPostBody>;

export const postPatchBody = z
  .strictObject({ body: postText.optional(), sentiment: sentimentSchema.optional() })
  .refine(({ body, sentiment }) => body !== undefined || sentiment !== undefined, {
    message: 'Name at least one of body, sentiment',
  })
  .meta({ id: 'PostPatch' });

export type PostPatch = z.output<typeof postPatchBody>;

export const postListQuery = pageQuery.extend({
  symbol: symbolInput.optional().describe('Only posts about this symbol'),
  authorId: idInput.optional().describe('Only posts of this user'),
  sentiment: sentimentSchema.optional(),
  hasCall: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .describe('`true`: only posts with a call; `false`: only posts without'),
});

export type PostListQuery = z.output<typeof postListQuery>;

const post = {
  id: z.uuid(),
  author: writerSchema,
  body: z.string(),
  tickers: z.array(z.string()).describe('Symbols, in alphabetical order'),
  sentiment: sentimentSchema,
  call: callSchema.nullable(),
  images: z.array(imageSchema).describe('Up to four, in the order of the author'),
  likeCount: z.int(),
  commentCount: z.int().describe('Comments and replies'),
  likedByMe: z.boolean(),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
};

export const postSchema = z.strictObject(post).meta({ id: 'Post' });

export const createdPostSchema = z
  .strictObject({
    ...post,
    unknownCashtags: z
      .array(z.string())
      .optional()
      .describe('Cashtags of the text that name no asset, so the post does not have them; absent if there are none'),
  })
  .meta({ id: 'CreatedPost' });

export type CreatedPostView = z.infer<typeof createdPostSchema>;
export type PostView = z.infer<typeof postSchema>;
