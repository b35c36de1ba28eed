import type { Author } from '../accounts/people/public-users.reads.ts';
import { type Happening, lineOf, pathOf } from './notification-line.domain.ts';
import type { NotificationRow } from './notifications.queries.ts';
import type { NotificationView } from './notifications.schema.ts';

/** Who did what no one did: stands in for a name, should a line need one. */
const SOMEONE = 'Someone';

/** Shapes a notification for lists and sockets. @param authorOf from `findAuthors` */
export function presentNotification(row: NotificationRow, authorOf: (userId: string) => Author): NotificationView {
  const happening = { kind: row.kind, data: row.data } as Happening;
  const actor = row.actor_id === null ? null : authorOf(row.actor_id);
  return {
    id: row.id,
    kind: row.kind,
    actor,
    data: row.data as Record<string, unknown>,
    text: lineOf(happening, actor?.displayName ?? SOMEONE),
    link: pathOf(happening, row.actor_id),
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}
