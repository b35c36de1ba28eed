import { sql } from 'kysely';
import { type Em, row, run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { vacuumWhole } from '../../support/vacuum.ts';

/** Somebody, something and some post that much of the crowd is about: their share grows with it. */
export interface Crowd {
  /** Wrote every twentieth post, each with a call, and the replies to the comment. */
  authorId: string;
  /** Liked by as many as there are posts, half; a tenth as many commented on it. */
  postId: string;
  /** A comment on it that a tenth as many answered. */
  commentId: string;
}

const ASSETS = 300;
const PEOPLE = 50_000;
/** Words have ranks; the word of rank n is as common as 1/n, as in any language. */
const WORDS = 5_000;

/** Counters, which nobody compares here, start where they can be counted down. */
const MANY = 1_000_000;

const STEP = sql`interval '2 minutes'`;
const somebody = sql`('01900000-0000-7000-8000-' || lpad((floor(random() * ${PEOPLE}))::int::text, 12, '0'))::uuid`;
/** Small numbers are frequent, large ones rare: exp of a uniform number is distributed as 1/n. */
const rank = (n: number) => sql`floor(exp(random() * ln(${n}::float8 + 1)))::int`;

/** People, assets and prices that posts will be about. */
export async function prepareCrowd(em: Em): Promise<void> {
  await run(
    em,
    sql`insert into app_user (id, email, display_name, password_hash)
        select ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, n || '@crowd.test', 'Person ' || n, 'none'
        from generate_series(0, ${PEOPLE - 1}) as n`,
  );
  await run(
    em,
    sql`insert into asset (symbol, name, last_price, last_price_at)
        select 'T' || n, 'Asset ' || n, 100, now() from generate_series(1, ${ASSETS}) as n`,
  );
  await run(
    em,
    sql`insert into price (asset_id, at, price)
        select asset.id, date_trunc('hour', now()) - n * interval '1 hour', 100 + random()
        from asset, generate_series(0, 300) as n`,
  );
}

/** Adds posts number `from` … `to`, the latest last, with tickers, calls, likes and comments in proportion, and analyses. */
export async function growCrowd(em: Em, from: number, to: number): Promise<Crowd> {
  const crowd = await transact(em, async (tx) => {
    // The same crowd in every run: one that is drawn anew is now and then one whose pages cost more.
    await run(tx, sql`select setseed(0.5)`);
    // Foreign keys would be checked row by row, which takes longer than the rows.
    await run(tx, sql`set local session_replication_role = replica`);
    return await insertCrowd(tx, from, to);
  });
  for (const table of ['post', 'post_ticker', 'post_call', 'post_like', 'comment', 'price', 'asset', 'app_user']) {
    await vacuumWhole(em, table);
  }
  return crowd;
}

async function insertCrowd(em: Em, from: number, to: number): Promise<Crowd> {
  const authorId = '01900000-0000-7000-8000-000000000007';
  const count = to - from + 1;
  await run(
    em,
    sql`insert into post (id, author_id, body, words, sentiment, created_at, words_at, like_count, comment_count)
        select uuidv7(${STEP} * (n - 200000)), author_id, body, to_tsvector('simple', body),
          (array['bullish', 'bearish', 'neutral'])[1 + n % 3], made_at, made_at, ${MANY}, ${MANY}
        from (select n, case n % 20 when 0 then ${authorId}::uuid else ${somebody} end as author_id,
            (select string_agg('w' || ${rank(WORDS)}, ' ') from generate_series(1, 4 + n % 10)) as body,
            now() + ${STEP} * (n - 200000) as made_at
          from generate_series(${from}::int, ${to}::int) as n) as made`,
  );
  const added = sql`(select id, author_id, created_at, row_number() over (order by id) as n
    from post order by id desc limit ${count})`;
  await run(
    em,
    sql`insert into post_ticker (asset_id, post_id, explicit)
        select distinct ${rank(ASSETS)}, post.id, true from ${added} as post, generate_series(1, 2)`,
  );
  await run(
    em,
    sql`insert into post_call (post_id, author_id, asset_id, direction, horizon_hours, price, price_at, benchmark_asset_id,
          benchmark_price, benchmark_price_at, created_at, due_at, status, close, close_at, change_percent, "right", resolved_at)
        select id, author_id, ${rank(ASSETS)}, 'up', 24, 100, created_at, ${ASSETS}, 100, created_at, created_at,
          created_at + interval '1 day', case when open then 'open' else 'resolved' end, case when not open then 101 end,
          case when not open then created_at end, case when not open then 1 end, case when not open then true end,
          case when not open then created_at end
        from (select *, n % 50 = 0 as open from ${added} as post where n % 10 = 0) as called`,
  );
  const postId = (await row<{ id: string }>(em, sql`select id from post order by id limit 1`))?.id as string;
  await run(
    em,
    sql`insert into post_like (post_id, user_id) select post.id, ${somebody} from ${added} as post, generate_series(1, n::int % 3)
        on conflict do nothing`,
  );
  await run(
    em,
    sql`insert into post_like (post_id, user_id)
        select ${postId}, ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid
        from generate_series(${Math.floor(from / 2)}::int, ${Math.floor(to / 2) - 1}::int) as n on conflict do nothing`,
  );
  await run(
    em,
    sql`insert into comment (post_id, author_id, body) select id, ${somebody}, 'A comment on it' from ${added} as post where n % 2 = 0
        union all select ${postId}, ${somebody}, 'A comment' from generate_series(1, ${Math.floor(count / 10)}::int)`,
  );
  const comment = sql`select id from comment where post_id = ${postId} order by id limit 1`;
  const commentId = (await row<{ id: string }>(em, comment))?.id as string;
  await run(
    em,
    sql`insert into comment (post_id, parent_id, author_id, body)
        select ${postId}, ${commentId}, ${authorId}, 'A reply' from generate_series(1, ${Math.floor(count / 10)}::int)`,
  );
  await run(em, sql`update comment set reply_count = ${MANY} where id = ${commentId}`);
  return { authorId, postId, commentId };
}
