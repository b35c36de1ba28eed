import type { z } from 'zod';
import type { Em } from '../../platform/db/sql.ts';
import { findAuthors } from '../accounts/people/public-users.reads.ts';
import type { RoomRow } from './rooms.queries.ts';
import type { roomSchema } from './rooms.schema.ts';

export type RoomView = z.infer<typeof roomSchema>;

/** Rooms as their viewer sees them, with the names of their owners in one query. */
export async function roomPresenter(em: Em, found: readonly RoomRow[]): Promise<(room: RoomRow) => RoomView> {
  const author = await findAuthors(
    em,
    found.map(({ ownerId }) => ownerId),
  );
  return (room) => ({
    id: room.id,
    name: room.name,
    description: room.description,
    visibility: room.visibility,
    memberCount: room.memberCount,
    owner: author(room.ownerId),
    createdAt: room.createdAt.toISOString(),
    updatedAt: room.updatedAt.toISOString(),
    membership:
      room.role === null || room.joinedAt === null
        ? null
        : { role: room.role, joinedAt: room.joinedAt.toISOString(), unreadCount: room.unreadCount ?? 0 },
  });
}
