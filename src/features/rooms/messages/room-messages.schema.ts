import { z } from 'zod';
import { idInput } from '../../../platform/http/id-input.ts';
import { pageQuery } from '../../../platform/http/pagination.ts';
import { linesOfText } from '../../../platform/http/user-text.ts';
import { imageSchema } from '../../../platform/media/image-view.ts';
import { writerSchema } from '../../accounts/people/public-users.reads.ts';
import { imagesInput } from '../../files/attachments/attachments.service.ts';
import { instant, roomIdParams } from '../rooms.schema.ts';

export const roomMessageParams = roomIdParams.extend({ messageId: idInput.describe('Id of the message') });

const text = linesOfText(2_000);

export const newRoomMessageBody = z.strictObject({ text, images: imagesInput }).meta({ id: 'NewRoomMessage' });

export const roomMessageBody = z.strictObject({ text }).meta({ id: 'RoomMessageText' });

export const roomMessagesQuery = pageQuery
  .extend({
    after: idInput
      .optional()
      .describe('Id of a message: list the messages after it, oldest first, instead of the latest ones'),
  })
  .refine(({ after, cursor }) => after === undefined || cursor === undefined, {
    path: ['after'],
    message: '`nextCursor` of the previous page. It keeps the direction; do not send `after` with it',
  });

export const roomMessageSchema = z
  .strictObject({
    id: z.uuid(),
    roomId: z.uuid(),
    author: writerSchema,
    text: z.string().nullable().describe('null if the message is deleted'),
    images: z.array(imageSchema).describe('Up to four, in the order of the author'),
    createdAt: instant,
    editedAt: instant.nullable(),
    deletedAt: instant.nullable(),
  })
  .meta({ id: 'RoomMessage' });

export const roomReadBody = z.strictObject({ messageId: idInput.describe('The last message that was read') });
