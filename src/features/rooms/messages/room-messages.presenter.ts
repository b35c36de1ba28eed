import type { z } from 'zod';
import type { Em } from '../../../platform/db/sql.ts';
import type { FindImages } from '../../../platform/media/image-view.ts';
import { findWriters } from '../../accounts/people/public-users.reads.ts';
import type { MessageRow } from './room-messages.queries.ts';
import type { roomMessageSchema } from './room-messages.schema.ts';

export type MessageView = z.infer<typeof roomMessageSchema>;

/** Messages as everybody who may read them sees them, with their authors, avatars and images in one query each. */
export async function messagePresenter(
  em: Em,
  found: readonly MessageRow[],
  findImages: FindImages,
): Promise<(message: MessageRow) => MessageView> {
  const writerOf = await findWriters(
    em,
    found.map(({ authorId }) => authorId),
    findImages,
  );
  const imagesOf = await findImages(
    em,
    'room_message',
    found.map(({ id }) => id),
  );
  return (message) => ({
    id: message.id,
    roomId: message.roomId,
    author: writerOf(message.authorId),
    text: message.text,
    images: imagesOf(message.id),
    createdAt: message.createdAt.toISOString(),
    editedAt: message.editedAt?.toISOString() ?? null,
    deletedAt: message.deletedAt?.toISOString() ?? null,
  });
}
