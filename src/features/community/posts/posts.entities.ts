import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Sentiment } from './posts.contract.ts';

/**
 * What a user wrote. A deleted post has no text and no symbols any more; its row stays, since calls, comments and events
 * point at it.
 */
export const PostEntity = defineEntity({
  name: 'Post',
  tableName: 'post',
  indexes: [
    { name: 'post_feed_index', expression: 'create index post_feed_index on post (id desc) where deleted_at is null' },
    {
      name: 'post_author_index',
      expression: 'create index post_author_index on post (author_id, id desc) where deleted_at is null',
    },
    {
      name: 'post_sentiment_index',
      expression: 'create index post_sentiment_index on post (sentiment, id desc) where deleted_at is null',
    },
    {
      name: 'post_search_index',
      expression: 'create index post_search_index on post using gin (search) where deleted_at is null',
    },
    {
      name: 'post_words_index',
      expression: 'create index post_words_index on post using gin (words) where deleted_at is null',
    },
    {
      name: 'post_stale_words_index',
      expression:
        'create index post_stale_words_index on post (id) where case when deleted_at is null then words_at is distinct from coalesce(edited_at, created_at) else words is not null end',
    },
  ],
  checks: [
    { name: 'post_sentiment_check', expression: "sentiment in ('bullish', 'bearish', 'neutral')" },
    { name: 'post_counts_check', expression: 'like_count >= 0 and comment_count >= 0' },
    { name: 'post_deleted_check', expression: '(body is null) = (deleted_at is not null)' },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    authorId: p.uuid(),
    body: p.text().nullable(),
    sentiment: p.text().$type<Sentiment>(),
    /** Rows of `post_like`. */
    likeCount: p.integer().default(0),
    /** Comments and replies that are not deleted. */
    commentCount: p.integer().default(0),
    createdAt: p.datetime().defaultRaw('now()'),
    editedAt: p.datetime().nullable(),
    deletedAt: p.datetime().nullable(),
    /** What the post is found by; null for what is deleted, or not indexed yet. */
    words: p.type('tsvector').$type<string>().nullable(),
    /** When the text was written that `words` was made from. */
    wordsAt: p.datetime().nullable(),
    /** Only for programs of the release before, and to be dropped with its index in the next: it depends on the locale of the database. */
    search: p
      .type('tsvector')
      .$type<string>()
      .nullable()
      .generated("(to_tsvector('simple'::regconfig, coalesce(body, ''::text))) stored"),
  },
});

/** The assets a post is about. Those given explicitly stay when the text changes; cashtags follow the text. */
export const PostTickerEntity = defineEntity({
  name: 'PostTicker',
  tableName: 'post_ticker',
  properties: {
    assetId: p.integer().primary(),
    post: () =>
      p
        .manyToOne(PostEntity)
        .ref()
        .primary()
        .updateRule('no action')
        .deleteRule('cascade')
        .foreignKeyName('post_ticker_post_id_foreign')
        .index('post_ticker_post_index'),
    explicit: p.boolean(),
  },
});
