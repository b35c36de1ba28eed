import { sql } from 'kysely';
import { type Em, rows, run } from '../../platform/db/sql.ts';
import type { NotificationCategory } from './mail-category.domain.ts';
import type { NotificationKind } from './notifications.contract.ts';

/** A mail that is being gathered. */
export interface MailWindow {
  userId: string;
  category: NotificationCategory;
}

/**
 * Opens these windows where they are not open. An open one is locked until the transaction ends: its delivery leaves it
 * alone until then, so that nothing joins a mail that has been written. In one order, so that two transactions cannot wait for
 * each other.
 */
export async function openWindows(tx: Em, windows: readonly MailWindow[], groupMs: number): Promise<void> {
  await run(
    tx,
    sql`insert into notification_window (user_id, category, due_at)
        select distinct user_id, category, now() + ${groupMs} * interval '1 millisecond'
        from unnest(${windows.map((one) => one.userId)}::uuid[], ${windows.map((one) => one.category)}::text[])
          as wanted (user_id, category)
        order by user_id, category
        on conflict (user_id, category) do update set due_at = excluded.due_at where false`,
  );
}

/** Closes up to `limit` windows that are due; other deliveries, and those that something is joining, are left alone. */
export async function closeDueWindows(tx: Em, limit: number): Promise<MailWindow[]> {
  return await rows<MailWindow>(
    tx,
    sql`with due as (
          select user_id, category from notification_window where due_at <= now()
          order by due_at limit ${limit} for update skip locked)
        delete from notification_window w using due where w.user_id = due.user_id and w.category = due.category
        returning w.user_id as "userId", w.category`,
  );
}

/** A notification as its mail needs it. */
export interface News {
  user_id: string;
  mail_category: NotificationCategory;
  kind: NotificationKind;
  actor_id: string | null;
  /** `NotificationData` of the kind. */
  data: unknown;
  /** How many there are for the same mail, this one included. */
  total: number;
}

/**
 * Takes what waited for the mails of closed windows, so that no mail tells it again. It is a statement after the one that
 * closes them: it has to see what joined until then.
 * @returns of each window the newest `perWindow` that no one has read yet, newest first
 */
export async function takeNews(tx: Em, windows: readonly MailWindow[], perWindow: number): Promise<News[]> {
  return await rows<News>(
    tx,
    sql`with waiting as (
          select n.id, n.mail_category
          from unnest(${windows.map((one) => one.userId)}::uuid[], ${windows.map((one) => one.category)}::text[])
            as w (user_id, category)
          join notification n on n.user_id = w.user_id and n.mail_category = w.category
          order by n.id for no key update of n),
        taken as (
          update notification n set mail_category = null from waiting where n.id = waiting.id
          returning n.id, n.user_id, waiting.mail_category, n.kind, n.actor_id, n.data, n.read_at),
        unread as (
          select *, count(*) over mail::int as total, row_number() over (mail order by id desc) as place
          from taken where read_at is null window mail as (partition by user_id, mail_category))
        select user_id, mail_category, kind, actor_id, data, total from unread where place <= ${perWindow}
        order by user_id, mail_category, id desc`,
  );
}
