import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import {
  type FieldError,
  invalidRequest,
  isProblem,
  notFound,
  type Problem,
  problem,
} from '../../../platform/http/problem.ts';
import type { FindImages } from '../../../platform/media/image-view.ts';
import { findLivingUser } from '../../accounts/people/living-users.reads.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { attachImages, detachImages, holdImages } from '../../files/attachments/attachments.service.ts';
import { findQuotes } from '../../market/assets/quotes.reads.ts';
import type { AssetQuote } from '../../market/market.contract.ts';
import { freezeCall, insertCall } from '../calls/freeze-call.ts';
import { noteRemoval } from '../moderation/removals.service.ts';
import { wordsOf } from '../post-words.service.ts';
import { addedByCashtags, cashtags, unknownCashtags } from './posts.domain.ts';
import { mayEdit } from './posts.policy.ts';
import { presentPosts } from './posts.presenter.ts';
import { findPosts, listFollowedPosts, listPosts, lockPost } from './posts.queries.ts';
import type { CreatedPostView, NewPost, PostListQuery, PostPatch, PostView } from './posts.schema.ts';

export const POST_NOT_FOUND = notFound('The post');
const AUTHOR_ONLY = problem(403, 'author_only', 'Only the author can edit a post.');

const UNKNOWN_SYMBOL = invalidRequest([
  { field: 'query.symbol', code: 'unknown_symbol', message: 'There is no asset with this symbol' },
]);

type Quotes = ReadonlyMap<string, AssetQuote>;

function unknownSymbols(tickers: readonly string[], quotes: Quotes): FieldError[] {
  return tickers.flatMap((symbol, index) =>
    quotes.has(symbol)
      ? []
      : [{ field: `body.tickers[${index}]`, code: 'unknown_symbol', message: `There is no asset ${symbol}` }],
  );
}

export interface PostsDeps {
  /** Symbol that calls are measured against. */
  benchmark: string;
  images: FindImages;
}

export function createPostsService({ benchmark, images }: PostsDeps) {
  async function show(tx: Em, viewerId: string, postId: string): Promise<PostView> {
    const [shown] = await presentPosts(tx, await findPosts(tx, viewerId, [postId]), images);
    if (!shown) throw new Error('A post is gone in the transaction that wrote it');
    return shown;
  }

  /** Cashtags follow the text; what was given explicitly stays. */
  async function retag(tx: Em, postId: string, body: string): Promise<void> {
    const given = await rows<{ asset_id: number }>(
      tx,
      sql`select asset_id from post_ticker where post_id = ${postId} and explicit`,
    );
    const quotes = await findQuotes(tx, cashtags(body).flat());
    const added = addedByCashtags(
      body,
      given.map((ticker) => ticker.asset_id),
      (symbol) => quotes.get(symbol)?.id,
    );
    await run(
      tx,
      sql`with gone as (delete from post_ticker
            where post_id = ${postId} and not explicit and asset_id <> all(${added}::int[]))
          insert into post_ticker (asset_id, post_id, explicit)
          select asset_id, ${postId}, false from unnest(${added}::int[]) as added (asset_id) on conflict do nothing`,
    );
  }

  return {
    /** 400 names unknown symbols among `tickers`; 409 `no_price` for a call on what has no price. */
    async create(em: Em, principal: Principal, input: NewPost): Promise<CreatedPostView | Problem> {
      return await transact(em, async (tx) => {
        const asked = [...input.tickers, ...cashtags(input.body).flat(), benchmark];
        const quotes = await findQuotes(tx, [...new Set(asked)]);
        const errors = unknownSymbols(input.tickers, quotes);
        if (errors.length > 0) return invalidRequest(errors);
        const idOf = (symbol: string) => quotes.get(symbol)?.id;
        const given = [...new Set(input.tickers)].map(idOf) as number[];
        const added = addedByCashtags(input.body, given, idOf);
        const noImages = await holdImages(tx, principal.userId, input.images);
        if (noImages) return noImages;
        const frozen = input.call ? freezeCall(input.call, [...given, ...added], quotes, benchmark) : null;
        if (isProblem(frozen)) return frozen;
        // What a call is about stays a ticker of its post, also when its cashtag is edited away.
        const explicit = (id: number) => given.includes(id) || id === frozen?.asset.id;
        const tickers = [...given, ...added];
        const made = await row<{ id: string }>(
          tx,
          sql`with made as (insert into post (author_id, body, sentiment, words, words_at)
                values (${principal.userId}, ${input.body}, ${input.sentiment}, ${wordsOf(input.body)}, now()) returning id, created_at),
              tagged as (insert into post_ticker (asset_id, post_id, explicit)
                select ticker.asset_id, made.id, ticker.explicit from made,
                  unnest(${tickers}::int[], ${tickers.map(explicit)}::boolean[]) as ticker (asset_id, explicit))
              ${frozen ? insertCall(principal.userId, frozen) : sql``}
              select id from made`,
        );
        if (!made) throw new Error('An insert returned no row');
        await attachImages(tx, 'post', made.id, input.images);
        await recordEvent(tx, {
          name: 'post.created',
          userId: principal.userId,
          properties: { postId: made.id, assetIds: tickers, sentiment: input.sentiment, hasCall: frozen !== null },
        });
        const shown = await show(tx, principal.userId, made.id);
        const unknown = unknownCashtags(input.body, idOf);
        return unknown.length > 0 ? { ...shown, unknownCashtags: unknown } : shown;
      });
    },

    /** Newest first, below `before`. 400 for an unknown symbol, 404 for an unknown author. */
    async list(
      em: Em,
      principal: Principal,
      asked: Pick<PostListQuery, 'symbol' | 'authorId' | 'sentiment' | 'hasCall'>,
      limit: number,
      before: string | null,
    ): Promise<PostView[] | Problem> {
      const { symbol, authorId, sentiment, hasCall } = asked;
      if (authorId !== undefined && !(await findLivingUser(em, authorId))) return notFound('The user');
      const asset = symbol === undefined ? undefined : (await findQuotes(em, [symbol])).get(symbol);
      if (symbol !== undefined && !asset) return UNKNOWN_SYMBOL;
      const filter = { assetId: asset?.id, authorId, sentiment, hasCall };
      return await presentPosts(em, await listPosts(em, principal.userId, filter, limit, before), images);
    },

    /** Posts of the people that the caller follows; as {@link list}. */
    async feed(em: Em, principal: Principal, limit: number, before: string | null): Promise<PostView[]> {
      return await presentPosts(em, await listFollowedPosts(em, principal.userId, limit, before), images);
    },

    async get(em: Em, principal: Principal, postId: string): Promise<PostView | Problem> {
      const [shown] = await presentPosts(em, await findPosts(em, principal.userId, [postId]), images);
      return shown ?? POST_NOT_FOUND;
    },

    /** The call of the post stays as it is, and so do its symbols that are not cashtags. */
    async edit(em: Em, principal: Principal, postId: string, patch: PostPatch): Promise<PostView | Problem> {
      return await transact(em, async (tx) => {
        const post = await lockPost(tx, postId);
        if (!post) return POST_NOT_FOUND;
        if (!mayEdit(principal, post.author_id)) return AUTHOR_ONLY;
        await run(
          tx,
          sql`update post set body = coalesce(${patch.body ?? null}, body), edited_at = now(),
                words = ${wordsOf(patch.body ?? post.body)}, words_at = now(),
                sentiment = coalesce(${patch.sentiment ?? null}, sentiment) where id = ${postId}`,
        );
        if (patch.body !== undefined) await retag(tx, postId, patch.body);
        await recordEvent(tx, { name: 'post.edited', userId: principal.userId, properties: { postId } });
        return await show(tx, principal.userId, postId);
      });
    },

    /** Takes text, symbols and images away; the call stays. @param reason needed of others than the author */
    async remove(em: Em, principal: Principal, postId: string, reason: string | undefined): Promise<Problem | null> {
      return await transact(em, async (tx) => {
        const post = await lockPost(tx, postId);
        if (!post) return POST_NOT_FOUND;
        const { author_id: authorId, body } = post;
        const refused = await noteRemoval(tx, principal, { kind: 'post', id: postId, authorId, body }, reason);
        if (refused) return refused;
        await run(
          tx,
          sql`with untagged as (delete from post_ticker where post_id = ${postId})
              update post set body = null, words = null, words_at = null, deleted_at = now() where id = ${postId}`,
        );
        await detachImages(tx, 'post', postId);
        await recordEvent(tx, { name: 'post.deleted', userId: principal.userId, properties: { postId, authorId } });
        return null;
      });
    },
  };
}

export type PostsService = ReturnType<typeof createPostsService>;
