import { Migration } from '@mikro-orm/migrations';

/** Posts with their calls, comments and likes. Rows of other features are pointed at without a foreign key. */
export class Migration0008_posts extends Migration {
  override up(): void {
    this.addSql(`
      create table post (
        id uuid not null default uuidv7() primary key,
        author_id uuid not null,
        body text null,
        sentiment text not null,
        like_count int not null default 0,
        comment_count int not null default 0,
        created_at timestamptz not null default now(),
        edited_at timestamptz null,
        deleted_at timestamptz null,
        search tsvector generated always as (to_tsvector('simple'::regconfig, coalesce(body, ''::text))) stored,
        constraint post_sentiment_check check (sentiment in ('bullish', 'bearish', 'neutral')),
        constraint post_counts_check check (like_count >= 0 and comment_count >= 0),
        constraint post_deleted_check check ((body is null) = (deleted_at is not null))
      )`);
    this.addSql('create index post_feed_index on post (id desc) where deleted_at is null');
    this.addSql('create index post_author_index on post (author_id, id desc) where deleted_at is null');
    this.addSql('create index post_sentiment_index on post (sentiment, id desc) where deleted_at is null');
    this.addSql('create index post_search_index on post using gin (search) where deleted_at is null');

    this.addSql(`
      create table post_ticker (
        asset_id int not null,
        post_id uuid not null,
        explicit boolean not null,
        constraint post_ticker_pkey primary key (asset_id, post_id),
        constraint post_ticker_post_id_foreign foreign key (post_id) references post (id) on delete cascade
      )`);
    this.addSql('create index post_ticker_post_index on post_ticker (post_id)');

    // No foreign key: a call is kept whatever becomes of its post.
    this.addSql(`
      create table post_call (
        post_id uuid not null primary key,
        author_id uuid not null,
        asset_id int not null,
        direction text not null,
        horizon_hours int not null,
        price double precision not null,
        price_at timestamptz not null,
        benchmark_asset_id int null,
        benchmark_price double precision null,
        benchmark_price_at timestamptz null,
        created_at timestamptz not null default now(),
        due_at timestamptz not null,
        status text not null default 'open',
        close double precision null,
        close_at timestamptz null,
        change_percent double precision null,
        "right" boolean null,
        benchmark_close double precision null,
        benchmark_close_at timestamptz null,
        benchmark_change_percent double precision null,
        resolved_at timestamptz null,
        constraint post_call_direction_check check (direction in ('up', 'down')),
        constraint post_call_status_check check (status in ('open', 'resolved')),
        constraint post_call_outcome_check check ((status = 'resolved') = (close is not null and close_at is not null and change_percent is not null and "right" is not null and resolved_at is not null))
      )`);
    this.addSql('create index post_call_author_index on post_call (author_id, post_id desc)');
    this.addSql(`create index post_call_open_index on post_call (asset_id, due_at) where status = 'open'`);
    this.addSql(
      `create index post_call_benchmark_index on post_call (benchmark_asset_id, due_at) where status = 'resolved' and benchmark_close is null and benchmark_asset_id is not null`,
    );

    this.addSql(`
      create table post_like (
        post_id uuid not null,
        user_id uuid not null,
        id uuid not null default uuidv7(),
        created_at timestamptz not null default now(),
        constraint post_like_pkey primary key (post_id, user_id),
        constraint post_like_post_id_foreign foreign key (post_id) references post (id) on delete cascade
      )`);
    this.addSql('create index post_like_post_index on post_like (post_id, id desc)');
    this.addSql('create index post_like_user_index on post_like (user_id, post_id)');

    this.addSql(`
      create table comment (
        id uuid not null default uuidv7() primary key,
        post_id uuid not null,
        parent_id uuid null,
        author_id uuid not null,
        body text null,
        reply_count int not null default 0,
        created_at timestamptz not null default now(),
        edited_at timestamptz null,
        deleted_at timestamptz null,
        constraint comment_reply_count_check check (reply_count >= 0),
        constraint comment_deleted_check check ((body is null) = (deleted_at is not null)),
        constraint comment_post_id_foreign foreign key (post_id) references post (id) on delete cascade,
        constraint comment_parent_id_foreign foreign key (parent_id) references comment (id) on delete cascade
      )`);
    this.addSql(
      'create index comment_thread_index on comment (post_id, id) where parent_id is null and (deleted_at is null or reply_count > 0)',
    );
    this.addSql(
      'create index comment_reply_index on comment (parent_id, id) where parent_id is not null and deleted_at is null',
    );
    this.addSql('create index comment_author_index on comment (author_id, id desc) where deleted_at is null');

    this.addSql(`
      create table content_removal (
        id uuid not null default uuidv7() primary key,
        kind text not null,
        subject_id uuid not null,
        author_id uuid not null,
        removed_by uuid not null,
        reason text not null,
        body text not null,
        removed_at timestamptz not null default now(),
        constraint content_removal_kind_check check (kind in ('post', 'comment', 'room_message'))
      )`);
    this.addSql('create index content_removal_author_index on content_removal (author_id)');
  }

  override down(): void {
    this.addSql('drop table content_removal');
    this.addSql('drop table comment');
    this.addSql('drop table post_like');
    this.addSql('drop table post_call');
    this.addSql('drop table post_ticker');
    this.addSql('drop table post');
  }
}
