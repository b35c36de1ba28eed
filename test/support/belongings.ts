import { type RawBuilder, sql } from 'kysely';
import { type Em, run } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import type { EraseStep } from '../../src/platform/erasure/erase-step.ts';
import type { Recognisable } from './traces.ts';

/** Rows of one kind that a person leaves behind. */
interface Belonging {
  /** The line of the receipt that counts them. */
  step: string;
  rows: number;
  write(person: Recognisable & { address: string }, series: RawBuilder<unknown>): RawBuilder<unknown>;
}

const mail = (who: Recognisable & { address: string }, series: RawBuilder<unknown>, status: string, whose: string) =>
  sql`with jobs as (
        insert into job (type, workflow, task_queue, input, summary, requested_by, status, result, error_message, run_at, dispatched_at)
        select 'email', 'sendEmail', 'interactive', '{}', 'welcome to o…@example.test', ${who.id}::uuid,
          case ${status}::text when 'sent' then 'succeeded' else ${status} end, '{"response": "250 ok"}'::jsonb,
          case when ${whose}::text <> 'naming' then '550 no ' || ${who.address} end, now() + interval '1 day', now()
        from ${series} returning id)
      insert into email_message (job_id, template, category, to_address, to_name, user_id, about_user_ids, subject, data, status,
        smtp_response, send_at)
      select id, 'welcome', 'account', case ${whose}::text when 'naming' then 'bob@example.test' else ${who.address} end,
        case ${whose}::text when 'naming' then 'Bob' else ${who.displayName} end,
        case ${whose}::text when 'to' then ${who.id}::uuid when 'naming' then uuidv7() end,
        case when ${whose}::text in ('about', 'naming') then array[${who.id}::uuid] else '{}' end,
        'Hello ' || ${who.displayName}, jsonb_build_object('displayName', ${who.displayName}::text), ${status},
        case ${whose}::text when 'naming' then '250 ok' else '250 ok ' || ${who.address} end, now() + interval '1 day'
      from jobs`;

/** In batches of many, whose jobs run for the others: to the account and, the odd ones, to the address alone; each was clicked. */
const batchMail = (who: Recognisable & { address: string }, series: RawBuilder<unknown>, status: string) =>
  sql`with batch as (
        insert into job (type, workflow, task_queue, input, summary, status, dispatched_at)
        values ('campaign', 'sendCampaign', 'bulk', '{}', 'a campaign', 'running', now()) returning id),
      mails as (
        insert into email_message (job_id, once_key, template, category, to_address, to_name, user_id, subject, data, status, smtp_response)
        select batch.id, batch.id || ':' || n || ':' || ${who.id}::text || ${who.address}, 'welcome', 'announcements', ${who.address},
          ${who.displayName}, case n % 2 when 0 then ${who.id}::uuid end, 'News', '{}', ${status},
          case ${status}::text when 'sent' then '250 ok ' || ${who.address} end
        from batch, ${series} returning id)
      insert into email_click (message_id, number, clicks) select id, 0, 1 from mails`;

/** Somebody else. */
const ANOTHER = sql`uuidv7()`;

/** Rooms of others, or of the person, and what of them counts its members. */
const rooms = (owner: RawBuilder<unknown>, members: number, series: RawBuilder<unknown>) =>
  sql`made as (insert into room (owner_id, name, visibility, member_count)
        select ${owner}, 'a room', 'public', ${members}::int from ${series} returning id, owner_id),
      owners as (insert into room_member (room_id, user_id, role) select id, owner_id, 'owner' from made)`;

/** Follows of `n`, one way for the even and the other for the odd ones, with the counts of those others. */
const follows = (id: string, series: RawBuilder<unknown>) =>
  sql`with other as (select n % 2 = 0 as followed, ${ANOTHER} as id from ${series}),
        made as (insert into user_follow (follower_id, followed_id)
          select case when followed then ${id}::uuid else id end, case when followed then id else ${id}::uuid end from other),
        others as (insert into user_follow_count (user_id, followers, following)
          select id, followed::int, (not followed)::int from other)
      insert into user_follow_count (user_id, followers, following)
      select ${id}, count(*) filter (where not followed), count(*) filter (where followed) from other
      on conflict (user_id) do update set followers = user_follow_count.followers + excluded.followers,
        following = user_follow_count.following + excluded.following`;

/** One line for each kind. A feature that keeps things of people adds its own. */
export const BELONGINGS: readonly Belonging[] = [
  {
    step: 'events',
    rows: 5_000,
    write: (who, series) =>
      sql`insert into event (name, user_id, properties) select 'test.own', ${who.id}, jsonb_build_object('by', ${who.id}::text, 'n', n) from ${series}`,
  },
  {
    step: 'events',
    rows: 1_000,
    write: (who, series) =>
      sql`insert into event (name, user_id, properties) select 'test.named', uuidv7(), jsonb_build_object('of', jsonb_build_array(${who.id}::text)) from ${series}`,
  },
  {
    // Days to come: what is old is deleted by the worker's housekeeping while the steps run.
    step: 'analytics.allowance',
    rows: 600,
    write: (who, series) =>
      sql`insert into event_allowance (user_id, day, leased) select ${who.id}, current_date + n::int, 1 from ${series}`,
  },
  {
    step: 'analytics.activity',
    rows: 600,
    write: (who, series) =>
      sql`insert into active_day (day, user_id, quarters) select current_date + n::int, ${who.id}, repeat('1', 96)::bit(96) from ${series}`,
  },
  {
    step: 'analytics.activity',
    rows: 40,
    write: (who, series) =>
      sql`insert into active_minute (at, user_id) select date_trunc('minute', now()) - make_interval(mins => n::int), ${who.id} from ${series}`,
  },
  {
    step: 'analytics.credibility',
    rows: 1,
    write: (who) => sql`insert into credibility (user_id, figures) values (${who.id}, '{}')`,
  },
  {
    step: 'analytics.figures',
    rows: 600,
    write: (who, series) =>
      sql`insert into user_quarter (user_id, at, name, variant, events)
          select ${who.id}, date_bin('15 minutes', now(), 'epoch') - n * interval '15 minutes', 'test.own', '', 1 from ${series}`,
  },
  { step: 'email.messages', rows: 1_500, write: (who, series) => mail(who, series, 'sent', 'to') },
  { step: 'email.mentions', rows: 700, write: (who, series) => mail(who, series, 'sent', 'naming') },
  { step: 'email.messages', rows: 200, write: (who, series) => mail(who, series, 'failed', 'about') },
  { step: 'email.messages', rows: 300, write: (who, series) => mail(who, series, 'sent', 'nobody') },
  { step: 'email.cancelled', rows: 100, write: (who, series) => mail(who, series, 'queued', 'to') },
  { step: 'email.messages', rows: 600, write: (who, series) => batchMail(who, series, 'sent') },
  { step: 'email.cancelled_in_batches', rows: 600, write: (who, series) => batchMail(who, series, 'queued') },
  {
    step: 'email.suppressions',
    // None that stops the mail which confirms the deletion.
    rows: 3,
    write: (who, series) =>
      sql`insert into email_suppression (address, reason, category, note)
          select lower(${who.address}), (array['complaint', 'unsubscribe', 'unsubscribe'])[n],
            (array[null, 'announcements', 'weekly_digest'])[n],
            '550 no ' || ${who.address} from ${series}`,
  },
  {
    step: 'email.suppressions',
    rows: 510,
    write: (who, series) =>
      sql`insert into email_suppression (address, reason, note, created_by)
          select gen_random_uuid() || '@example.test', 'manual', 'asked for it', ${who.id} from ${series}`,
  },
  {
    step: 'campaigns',
    rows: 510,
    write: (who, series) =>
      sql`insert into email_campaign (id, name, content, audience, created_by)
          select uuidv7(), 'a campaign', '{}', '{}', ${who.id} from ${series}`,
  },
  {
    step: 'exports',
    rows: 510,
    write: (who, series) =>
      sql`insert into export (id, requested_by, spec) select uuidv7(), ${who.id}, '{}' from ${series}`,
  },
  {
    step: 'reports',
    rows: 510,
    write: (who, series) =>
      sql`insert into report (id, scope, user_id, kind, period, first_day, time_zone, starts_at, ends_at)
          select uuidv7(), 'own', ${who.id}, 'daily', '2026-03-02', '2026-03-02', 'UTC', now(), now() from ${series}`,
  },
  {
    step: 'reports',
    rows: 510,
    write: (who, series) =>
      sql`insert into report (id, scope, requested_by, kind, period, first_day, time_zone, starts_at, ends_at)
          select uuidv7(), 'platform', ${who.id}, 'daily', '2026-03-02', '2026-03-02', 'UTC', now(), now() from ${series}`,
  },
  {
    step: 'reports',
    rows: 510,
    write: (who, series) =>
      sql`insert into report_delivery (user_id, scope, period, report_id) select ${who.id}, 'own', n::text, uuidv7() from ${series}`,
  },
  {
    step: 'jobs',
    rows: 700,
    write: (who, series) =>
      sql`insert into job (type, workflow, task_queue, input, summary, requested_by, status, period_key) select 'test', 'testJob', 'bulk', jsonb_build_object('userId', ${who.id}::text), 'for ' || ${who.id}, ${who.id}, 'succeeded', 'test:' || ${who.id} || n from ${series}`,
  },
  {
    step: 'jobs.cancelled',
    rows: 20,
    write: (who, series) =>
      sql`insert into job (type, workflow, task_queue, input, summary, requested_by, run_at, dispatched_at) select 'report', 'testJob', 'bulk', jsonb_build_object('userId', ${who.id}::text), 'for them', ${who.id}, now() + interval '1 day', now() from ${series}`,
  },
  {
    // What they did, and the odd ones what was done to them.
    step: 'audit',
    rows: 600,
    write: (who, series) =>
      sql`insert into audit_entry (deed, actor_id, target_type, target_id, address)
          select 'account.role_changed', case n % 2 when 0 then ${who.id}::uuid else uuidv7() end, 'user',
            case n % 2 when 1 then ${who.id}::text end, '192.0.2.1' from ${series}`,
  },
  {
    step: 'jobs.acknowledged',
    rows: 30,
    write: (who, series) =>
      sql`insert into job (type, workflow, task_queue, input, summary, status, finished_at, acknowledged_at, acknowledged_by) select 'test', 'testJob', 'bulk', '{}', 'failed once', 'failed', now(), now(), ${who.id} from ${series}`,
  },
  {
    step: 'notifications',
    rows: 1_100,
    write: (who, series) =>
      sql`insert into notification (user_id, kind, actor_id, once_key, data)
          select case n % 2 when 0 then ${who.id}::uuid else uuidv7() end, 'follow', case n % 2 when 1 then ${who.id}::uuid end,
            'follow:' || ${who.id} || n, '{}' from ${series}`,
  },
  {
    // post, post_ticker and post_call; somebody likes and answers each.
    step: 'community.posts',
    rows: 600,
    write: (who, series) =>
      sql`with made as (insert into post (author_id, body, sentiment, like_count, comment_count)
            select ${who.id}, 'by ' || ${who.displayName}, 'bullish', 1, 1 from ${series} returning id),
          likes as (insert into post_like (post_id, user_id) select id, ${ANOTHER} from made),
          comments as (insert into comment (post_id, author_id, body) select id, ${ANOTHER}, 'an answer' from made),
          tickers as (insert into post_ticker (asset_id, post_id, explicit) select 1, id, false from made)
          insert into post_call (post_id, author_id, asset_id, direction, horizon_hours, price, price_at, due_at)
          select id, ${who.id}, 1, 'up', 24, 100, now(), now() from made`,
  },
  {
    step: 'community.posts',
    rows: 100,
    write: (who, series) =>
      sql`insert into content_removal (kind, subject_id, author_id, removed_by, reason, body)
          select 'post', uuidv7(), ${who.id}, ${ANOTHER}, 'spam of ' || ${who.displayName}, 'by ' || ${who.displayName} from ${series}`,
  },
  {
    // On one post of somebody else, the odd ones in answer to a comment there, one of which answers back.
    step: 'community.comments',
    rows: 700,
    write: (who, series) =>
      sql`with post as (insert into post (author_id, body, sentiment, comment_count)
            select ${ANOTHER}, 'a post', 'neutral', count(*) + 2 from ${series} returning id),
          first as (insert into comment (post_id, author_id, body, reply_count)
            select post.id, ${ANOTHER}, 'a comment', (select count(*) filter (where n % 2 = 1) from ${series}) from post
            returning id, post_id),
          mine as (insert into comment (post_id, parent_id, author_id, body, reply_count)
            select first.post_id, case n % 2 when 1 then first.id end, ${who.id}, 'by ' || ${who.displayName}, (n = 2)::int
            from first, ${series} returning id, post_id, reply_count)
          insert into comment (post_id, parent_id, author_id, body)
          select post_id, id, ${ANOTHER}, 'a reply' from mine where reply_count = 1`,
  },
  {
    step: 'community.likes',
    rows: 600,
    write: (who, series) =>
      sql`with made as (insert into post (author_id, body, sentiment, like_count)
            select ${ANOTHER}, 'a post', 'neutral', 2 from ${series} returning id)
          insert into post_like (post_id, user_id) select id, who from made, unnest(array[${who.id}::uuid, ${ANOTHER}]) who`,
  },
  {
    // Nobody else is in these: they are closed.
    step: 'community.rooms',
    rows: 20,
    write: (who, series) => sql`with ${rooms(sql`${who.id}::uuid`, 1, series)} select id from made`,
  },
  {
    // Somebody takes these over.
    step: 'community.rooms',
    rows: 30,
    write: (who, series) =>
      sql`with ${rooms(sql`${who.id}::uuid`, 2, series)}
          insert into room_member (room_id, user_id, role) select id, ${ANOTHER}, 'member' from made`,
  },
  {
    step: 'community.rooms',
    rows: 550,
    write: (who, series) =>
      sql`with ${rooms(ANOTHER, 2, series)} insert into room_member (room_id, user_id) select id, ${who.id} from made`,
  },
  {
    step: 'community.rooms',
    rows: 510,
    write: (who, series) => sql`insert into room_ban (room_id, user_id) select ${ANOTHER}, ${who.id} from ${series}`,
  },
  {
    step: 'community.room_messages',
    rows: 700,
    write: (who, series) =>
      sql`with ${rooms(ANOTHER, 1, sql`generate_series(1, 1)`)}
          insert into room_message (room_id, seq, author_id, text) select id, n, ${who.id}, 'by ' || ${who.displayName} from made, ${series}`,
  },
  {
    step: 'community.room_invitations',
    rows: 600,
    write: (who, series) =>
      sql`insert into room_invitation (room_id, inviter_id, invitee_id, email, message, expires_at)
          select ${ANOTHER}, case n % 3 when 0 then ${who.id}::uuid else ${ANOTHER} end,
            case n % 3 when 0 then ${ANOTHER} when 1 then ${who.id}::uuid end, case n % 3 when 2 then ${who.address} end,
            'dear ' || ${who.displayName}, now() + interval '1 day' from ${series}`,
  },
  // user_follow and user_follow_count.
  { step: 'community.follows', rows: 601, write: (who, series) => follows(who.id, series) },
  // Without objects: a deletion is complete only when a purge has removed those.
  {
    step: 'files',
    rows: 600,
    write: (who, series) =>
      sql`with made as (insert into file (owner_id, kind, name, content_type, size, sha256, status, scan)
            select ${who.id}, 'upload', ${who.displayName} || n, 'image/png', 1, sha256(n::text::bytea), 'ready', 'skipped'
            from ${series} returning id)
          insert into file_use (place, subject_id, slot, file_id) select 'avatar', ${who.id}, 0, min(id::text)::uuid from made`,
  },
  {
    step: 'files',
    rows: 1,
    write: (who, series) => sql`insert into user_storage (user_id, file_count) select ${who.id}, 600 from ${series}
          on conflict (user_id) do update set file_count = user_storage.file_count + excluded.file_count`,
  },
  {
    step: 'market.watchlists',
    rows: 30,
    write: (who, series) =>
      sql`insert into watchlist (user_id, name) select ${who.id}, ${who.displayName} || n from ${series}`,
  },
  {
    step: 'market.alerts',
    rows: 550,
    write: (who, series) =>
      sql`insert into price_alert (user_id, asset_id, condition, threshold, note) select ${who.id}, n, 'above', 100, ${who.displayName} from ${series}`,
  },
  {
    step: 'requests.answers',
    rows: 30,
    write: (who, series) =>
      sql`insert into idempotency_key (principal, route, key, body_hash, status, body) select 'user:' || ${who.id}, 'r', n::text, 'h', 202, '{"name":"' || ${who.displayName} || '"}' from ${series}`,
  },
  {
    step: 'requests.limits',
    rows: 3,
    write: (who, series) =>
      sql`insert into rate_limit_bucket (principal, class, window_start, leased) select 'user:' || ${who.id}, 'class ' || n, now(), 1 from ${series}`,
  },
  {
    step: 'accounts.sessions',
    rows: 600,
    write: (who, series) => sql`insert into user_session (user_id, expires_at) select ${who.id}, now() from ${series}`,
  },
];

/** Writes everything above for a person. */
export async function giveBelongings(em: Em, person: Recognisable): Promise<void> {
  const address = person.addresses[0] ?? '';
  for (const { rows, write } of BELONGINGS) {
    await run(em, write({ ...person, address }, sql`generate_series(1, ${rows}::int) as n`));
  }
}

/** What the steps would count, found out by running them and taking everything back. */
export async function countsToCome(
  em: Em,
  steps: readonly EraseStep[],
  userId: string,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const taken = transact(em, async (tx) => {
    for (const step of steps) {
      let touched = 0;
      do {
        touched = await step.erase(tx, userId, 500);
        counts[step.name] = (counts[step.name] ?? 0) + touched;
      } while (touched > 0);
    }
    throw new Error('taken back');
  });
  await taken.catch((error: Error) => {
    if (error.message !== 'taken back') throw error;
  });
  return counts;
}
