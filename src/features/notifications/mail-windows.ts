import { sql } from 'kysely';
import { type Em, run } from '../../platform/db/sql.ts';
import type { MailCategory } from './mail-category.domain.ts';

/** A mail that is being gathered. */
export interface MailWindow {
  userId: string;
  category: MailCategory;
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
