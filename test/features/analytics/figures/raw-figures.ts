import { sql } from 'kysely';
import { NOT_ACTIVITY } from '../../../../src/features/events/events.contract.ts';
import { type Em, row } from '../../../../src/platform/db/sql.ts';

/** Every figure of a period by plain SQL over raw rows. */
export async function rawFigures(em: Em, from: string, to: string): Promise<Record<string, number | null>> {
  const one = (condition: ReturnType<typeof sql>) => sql`(count(*) filter (where ${condition}))::int`;
  const found = await row<Record<string, number>>(
    em,
    sql`
    select count(distinct user_id) filter (where source <> 'server' and name <> all(${NOT_ACTIVITY}::text[]))::int as "activeUsers",
      ${one(sql`name = 'account.signed_up'`)} as "newUsers", ${one(sql`name = 'account.email_verified'`)} as "verifiedUsers",
      ${one(sql`name = 'account.logged_in'`)} as logins, ${one(sql`name = 'post.created'`)} as posts,
      ${one(sql`name = 'post.created' and properties ->> 'sentiment' = 'bullish'`)} as "postsBullish",
      ${one(sql`name = 'post.created' and properties ->> 'sentiment' = 'bearish'`)} as "postsBearish",
      ${one(sql`name = 'post.created' and properties ->> 'sentiment' = 'neutral'`)} as "postsNeutral",
      ${one(sql`name = 'comment.created'`)} as comments, ${one(sql`name = 'post.liked'`)} as likes, ${one(sql`name = 'user.followed'`)} as follows,
      ${one(sql`name = 'room.created'`)} as rooms, ${one(sql`name = 'room.message'`)} as messages,
      ${one(sql`name = 'watchlist.created'`)} as watchlists, ${one(sql`name = 'watchlist.asset_added'`)} as "tickersWatched",
      ${one(sql`name = 'alert.created'`)} as alerts, ${one(sql`name = 'alert.fired'`)} as "alertsFired",
      ${one(sql`name = 'files.uploaded'`)} as uploads
    from event where not machine and occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz`,
  );
  const counted = found as Record<string, number>;
  const { activeUsers = 0, likes = 0, comments = 0 } = counted;
  return { ...counted, engagementRate: activeUsers === 0 ? null : (likes + comments) / activeUsers };
}
