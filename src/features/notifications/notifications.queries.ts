import { type RawBuilder, sql } from 'kysely';
import { type Em, rows } from '../../platform/db/sql.ts';
import type { NotificationKind } from './notifications.contract.ts';
import type { Unread } from './notifications.schema.ts';

/** As lists and sockets show it. */
export interface NotificationRow {
  id: string;
  kind: NotificationKind;
  actor_id: string | null;
  /** `NotificationData` of the kind. */
  data: unknown;
  created_at: Date;
  read_at: Date | null;
}

export const NOTIFICATION_COLUMNS = sql`id, kind, actor_id, data, created_at, read_at`;

export interface NotificationFilter {
  /** Only those not read yet. */
  unread: boolean;
  kind: NotificationKind | undefined;
  /** Only those older than this one: ids sort by time of creation. */
  before: string | undefined;
  limit: number;
}

/** One's own, newest first. */
export async function listNotifications(
  em: Em,
  userId: string,
  filter: NotificationFilter,
): Promise<NotificationRow[]> {
  const where: RawBuilder<unknown>[] = [sql`user_id = ${userId}`];
  if (filter.unread) where.push(sql`read_at is null`);
  if (filter.kind !== undefined) where.push(sql`kind = ${filter.kind}`);
  if (filter.before !== undefined) where.push(sql`id < ${filter.before}`);
  return await rows(
    em,
    sql`select ${NOTIFICATION_COLUMNS} from notification where ${sql.join(where, sql` and `)}
        order by id desc limit ${filter.limit}`,
  );
}

/** No one reads a longer number, and counting to it costs a page of the index however many there are. */
const UNREAD_COUNTED = 99;

/** How much these people have not read, by user; one query, which reads the index of unread ones only. */
export async function countUnread(em: Em, userIds: Iterable<string>): Promise<Map<string, Unread>> {
  const found = await rows<{ user_id: string; unread: number }>(
    em,
    sql`select asked.user_id, (select count(*)::int from (
            select from notification n where n.user_id = asked.user_id and n.read_at is null limit ${UNREAD_COUNTED + 1}
          ) as unread) as unread
        from unnest(${[...new Set(userIds)]}::uuid[]) as asked (user_id)`,
  );
  return new Map(
    found.map(({ user_id, unread }) => [
      user_id,
      { count: Math.min(unread, UNREAD_COUNTED), more: unread > UNREAD_COUNTED },
    ]),
  );
}
