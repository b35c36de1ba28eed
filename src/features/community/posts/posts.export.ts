import { column, type Dataset, equals, ownedBy } from '../../../platform/datasets/dataset.ts';

/** A person's posts; deleted ones have no text any more and are left out. */
export const postsDataset: Dataset = {
  name: 'posts',
  title: 'Posts',
  about: 'Your posts with their tickers',
  audience: 'person',
  columns: [
    column('id', 'id', 'p.id'),
    column('createdAt', 'instant', 'p.created_at'),
    column('editedAt', 'instant', 'p.edited_at'),
    column('sentiment', 'id', 'p.sentiment'),
    column('body', 'text', 'p.body'),
    column(
      'tickers',
      'text',
      `(select string_agg(a.symbol, ' ' order by a.symbol) from post_ticker t join asset a on a.id = t.asset_id
        where t.post_id = p.id)`,
    ),
    column('likeCount', 'integer', 'p.like_count'),
    column('commentCount', 'integer', 'p.comment_count'),
  ],
  filters: [equals('sentiment', 'p.sentiment', ['bullish', 'bearish', 'neutral'], 'Only posts of this sentiment')],
  from: 'post p',
  owned: `${ownedBy('p.author_id')} and p.deleted_at is null`,
  at: 'p.created_at',
  order: 'p.id',
};
