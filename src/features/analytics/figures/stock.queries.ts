import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';

const MOST_WATCHED = 10;

/** What exists now, as opposed to what happened. Statuses of jobs and mails are those of the last 24 hours. */
export interface Stock {
  users: { total: number; verified: number; disabled: number };
  posts: number;
  rooms: { total: number; public: number };
  watchlists: number;
  alerts: number;
  emails: { sent: number; failed: number; queued: number };
  jobs: { succeeded: number; failed: number; open: number };
  /** Uploads that are not deleted; null when an older release counted, which did not know them. */
  files: { total: number; bytes: number } | null;
  mostWatched: { symbol: string; watchers: number }[];
}

/** Counts what exists and stores it for this hour. It counts whole tables, so it runs every five minutes and not for requests. */
export async function takeStock(em: Em): Promise<void> {
  const recent = sql`now() - interval '24 hours'`;
  await run(
    em,
    sql`insert into platform_hour (at, figures) select date_trunc('hour', now(), 'UTC'), jsonb_build_object(
          'users', (select jsonb_build_object('total', count(*), 'verified', count(*) filter (where email_verified_at is not null),
            'disabled', count(*) filter (where disabled_at is not null)) from app_user where deleted_at is null),
          'posts', (select count(*) from post where deleted_at is null),
          'rooms', (select jsonb_build_object('total', count(*), 'public', count(*) filter (where visibility = 'public'))
            from room where closed_at is null),
          'watchlists', (select count(*) from watchlist),
          'alerts', (select count(*) from price_alert),
          'emails', (select jsonb_build_object('sent', count(*) filter (where status = 'sent'), 'failed', count(*) filter (where status = 'failed'),
            'queued', count(*) filter (where status in ('queued', 'sending', 'deferred'))) from email_message where created_at > ${recent}),
          'jobs', (select jsonb_build_object('succeeded', count(*) filter (where status = 'succeeded'), 'failed', count(*) filter (where status = 'failed'),
            'open', count(*) filter (where status in ('queued', 'running'))) from job where created_at > ${recent}),
          'files', (select jsonb_build_object('total', coalesce(sum(file_count), 0), 'bytes', coalesce(sum(used_bytes), 0)) from user_storage),
          'mostWatched', (select coalesce(jsonb_agg(jsonb_build_object('symbol', symbol, 'watchers', watchers) order by watchers desc, symbol), '[]')
            from (select a.symbol, count(distinct w.user_id) as watchers from watchlist_asset wa join watchlist w on w.id = wa.watchlist_id
              join asset a on a.id = wa.asset_id group by a.symbol order by 2 desc, 1 limit ${MOST_WATCHED}) top))
        on conflict (at) do update set figures = excluded.figures, taken_at = now()`,
  );
}

/** The last stock that was counted before the end of a period. */
export async function stockAt(em: Em, to: Date): Promise<(Stock & { takenAt: Date }) | undefined> {
  const found = await row<{ figures: Stock; taken_at: Date }>(
    em,
    sql`select figures, taken_at from platform_hour where at < ${to} order by at desc limit 1`,
  );
  return found && { ...found.figures, files: found.figures.files ?? null, takenAt: found.taken_at };
}
