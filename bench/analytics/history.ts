import { sql } from 'kysely';
import { type Em, row, run } from '../../src/platform/db/sql.ts';

/** Many events of the last eight days, as features and clients record them. */

const NAMES = `array['account.signed_up', 'account.logged_in', 'post.created', 'comment.created', 'post.liked', 'user.followed', 'room.message',
  'watchlist.asset_added', 'alert.created', 'page.viewed']`;

/** @param people who did them, by numbers that are ids */
export async function fillHistory(em: Em, events: number, people: number): Promise<void> {
  const chunk = 200_000;
  for (let done = 0; done < events; done += chunk) {
    await run(
      em,
      sql`insert into event (id, name, user_id, occurred_at, properties, source, txid)
          select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(r, 1, 3) || '8' || substr(r, 4, 15))::uuid, name,
            lpad(to_hex(person), 32, '0')::uuid, at, case name when 'post.created' then '{"sentiment": "bullish", "assetIds": [1]}'::jsonb else '{}' end,
            case name when 'page.viewed' then 'client' else 'system' end, 0
          from (select now() - random() * interval '7 days 23 hours' as at, md5(random()::text || n) as r,
              (${sql.raw(NAMES)})[1 + floor(random() * 10)::int] as name, 1 + floor(random() * ${people})::int as person
            from generate_series(1, ${Math.min(chunk, events - done)}::int) n) drawn`,
    );
  }
  await run(em, sql`vacuum analyze event`);
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

export async function countOf(em: Em): Promise<number> {
  return (await row<{ n: number }>(em, sql`select count(*)::int as n from event`))?.n ?? 0;
}
