import type { z } from 'zod';
import type { Em } from '../../../platform/db/sql.ts';
import { findAuthors } from '../../accounts/people/public-users.reads.ts';
import type { MessageRow } from './room-messages.queries.ts';
import type { roomMessageSchema } from './room-messages.schema.ts';

export type MessageView = z.infer<typeof roomMessageSchema>;

/** Messages as everybody who may read them sees them, with the names of their authors in one query. */
export async function messagePresenter(
  em: Em,
  found: readonly MessageRow[],
): Promise<(message: MessageRow) => MessageView> {
  const author = await findAuthors(
    em,
    found.map(({ authorId }) => authorId),
  );
  return (message) => ({
    id: message.id,
    roomId: message.roomId,
    author: author(message.authorId),
    text: message.text,
    createdAt: message.createdAt.toISOString(),
    editedAt: message.editedAt?.toISOString() ?? null,
    deletedAt: message.deletedAt?.toISOString() ?? null,
  });
}
