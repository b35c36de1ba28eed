import type { Em } from '../../../platform/db/sql.ts';
import type { FindImages } from '../../../platform/media/image-view.ts';
import { findWriters } from '../../accounts/people/public-users.reads.ts';
import { findQuotesById } from '../../market/assets/quotes.reads.ts';
import { assetsOf, presentCall, symbolsIn } from '../calls/calls.presenter.ts';
import { callOf } from '../calls/calls.queries.ts';
import type { PostRow } from './posts.queries.ts';
import type { PostView } from './posts.schema.ts';

/** Shapes posts for the API, their authors, avatars, images and symbols looked up in one statement each for any number of them. */
export async function presentPosts(em: Em, posts: readonly PostRow[], findImages: FindImages): Promise<PostView[]> {
  const found = posts.map((post) => ({ post, call: callOf(post) }));
  const assetIds = new Set(found.flatMap(({ post, call }) => [...post.asset_ids, ...(call ? assetsOf(call) : [])]));
  const writerOf = await findWriters(
    em,
    posts.map((post) => post.author_id),
    findImages,
  );
  const imagesOf = await findImages(
    em,
    'post',
    posts.map((post) => post.id),
  );
  const symbolOf = symbolsIn(await findQuotesById(em, [...assetIds]));
  return found.map(({ post, call }) => ({
    id: post.id,
    author: writerOf(post.author_id),
    body: post.body,
    tickers: post.asset_ids.map(symbolOf).sort(),
    sentiment: post.sentiment,
    call: call && presentCall(call, symbolOf),
    images: imagesOf(post.id),
    likeCount: post.like_count,
    commentCount: post.comment_count,
    likedByMe: post.liked_by_me,
    createdAt: post.created_at.toISOString(),
    editedAt: post.edited_at?.toISOString() ?? null,
  }));
}
