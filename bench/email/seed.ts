import { sql } from 'kysely';
import { type Em, run } from '../../src/platform/db/sql.ts';
import { nameOf } from './letter.ts';
import { addressOf } from './sink-client.ts';

/** People and what their digests tell of, set by set. */

/** Series of the addresses of everybody who has an account. */
export const READERS = 'reader';
const ASSETS = 100;

/** Those of the last 8 days, hour by hour. */
const PRICES = sql`
  insert into price (asset_id, at, price)
  select a.id, at, 50 + a.id % 400 + 5 * sin(extract(epoch from at) / 20000 + a.id)
  from asset a, generate_series(date_trunc('hour', now()) - interval '8 days', date_trunc('hour', now()), interval '1 hour') at`;

export async function seedMarket(em: Em): Promise<void> {
  await run(
    em,
    sql`insert into asset (symbol, name) select 'BENCH' || i, 'Bench ' || i || ' Inc.' from generate_series(1, ${ASSETS}::int) i`,
  );
  await run(em, PRICES);
  await run(
    em,
    sql`update asset a set last_price = p.price, last_price_at = p.at
        from (select distinct on (asset_id) * from price order by asset_id, at desc) p where p.asset_id = a.id`,
  );
}

/** People with these numbers, who have proven their address and take every mail. */
export async function seedReaders(em: Em, first: number, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => first + index);
  const addresses = numbers.map((number) => addressOf(READERS, number));
  await run(
    em,
    sql`with person as (
          insert into app_user (email, display_name, password_hash, email_verified_at)
          select address, name, 'none', now() from unnest(${addresses}::text[], ${numbers.map(nameOf)}::text[]) as p (address, name)
          returning id)
        insert into user_preferences (user_id, email_categories)
        select id, '{"announcements": true, "weekly_digest": true}' from person`,
  );
  await run(em, sql`analyze app_user, user_preferences`);
}

const WATCHLISTS = sql`
  with list as (
    insert into watchlist (user_id, name) select id, 'Mine' from bench_reader returning id, user_id)
  insert into watchlist_asset (watchlist_id, asset_id)
  select distinct list.id, a.id
  from list join bench_reader r on r.id = list.user_id
    cross join lateral generate_series(1, 3 + r.number % 6) place
    join bench_asset a on a.number = (r.number * 7 + place * 13) % ${ASSETS}::int`;

/** A third of them wrote something within the week. */
const POSTS = sql`
  with written as (
    insert into post (author_id, body, sentiment, like_count, created_at)
    select id, 'Looking at this one for the long run, number ' || number, 'bullish', number % 20,
      date_trunc('day', now()) - (1 + number % 6) * interval '1 day' + interval '10 hours'
    from bench_reader where number % 3 = 0 returning id, like_count)
  insert into post_ticker (asset_id, post_id, explicit)
  select a.id, w.id, true from written w join bench_asset a on a.number = w.like_count`;

/** A tenth of them made a call within the week. */
const CALLS = sql`
  with written as (
    insert into post (author_id, body, sentiment, created_at)
    select id, 'A call', 'bullish', date_trunc('day', now()) - interval '3 days' from bench_reader where number % 10 = 1
    returning id, author_id, created_at)
  insert into post_call (post_id, author_id, asset_id, direction, horizon_hours, price, price_at, created_at, due_at, status,
    close, close_at, change_percent, "right", resolved_at)
  select w.id, w.author_id, a.id, 'up', 24, 100, w.created_at, w.created_at, w.created_at + interval '1 day', 'resolved',
    103, w.created_at + interval '1 day', 3, true, w.created_at + interval '1 day'
  from written w join bench_reader r on r.id = w.author_id join bench_asset a on a.number = r.number % ${ASSETS}::int`;

/** Gives everybody with an account so far a watchlist of 3 to 8 tickers, and some of them posts and calls of this week. */
export async function seedWeeks(em: Em): Promise<void> {
  await run(
    em,
    sql`create table bench_reader as
        select id, substring(email from '\\d+')::int as number from app_user where email like ${`${READERS}-%`}`,
  );
  await run(em, sql`create table bench_asset as select id, row_number() over (order by id) - 1 as number from asset`);
  for (const statement of [WATCHLISTS, POSTS, CALLS]) await run(em, statement);
  await run(em, sql`drop table bench_reader, bench_asset`);
  await run(em, sql`analyze`);
}

/** Makes the digests of everybody due at the hour that has begun, or not within the next days. */
export async function setDigestHour(em: Em, due: boolean): Promise<void> {
  const when = due ? sql`now()` : sql`(now() - interval '2 days')`;
  await run(
    em,
    sql`update user_preferences set time_zone = 'UTC', digest_day = extract(isodow from ${when} at time zone 'UTC'),
          digest_hour = extract(hour from ${when} at time zone 'UTC')`,
  );
}

/** Takes what was sent of digests out of the ledger, so that the same week can be sent again. */
export async function forgetDigests(em: Em): Promise<void> {
  await run(em, sql`delete from email_message where once_key like 'digest:%'`);
}

/** Has the database do now what it would do later about rows that are gone, whichever side is next. */
export async function settle(em: Em): Promise<void> {
  await run(em, sql`vacuum analyze email_message, user_preferences`);
}

/**
 * The least a snapshot costs: everybody's address, name and id in a table with nothing but its key.
 * @returns seconds
 */
export async function copyReaders(em: Em): Promise<number> {
  await run(
    em,
    sql`create table bench_recipient (id uuid not null default uuidv7() primary key, address text not null,
          name text not null, user_id uuid not null)`,
  );
  const begin = performance.now();
  await run(
    em,
    sql`insert into bench_recipient (address, name, user_id)
        select email, display_name, id from app_user where email like ${`${READERS}-%`}`,
  );
  const seconds = (performance.now() - begin) / 1_000;
  await run(em, sql`drop table bench_recipient`);
  return seconds;
}
