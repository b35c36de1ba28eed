import { z } from 'zod';
import { idInput } from '../../../platform/http/id-input.ts';
import { pageQuery } from '../../../platform/http/pagination.ts';
import { linesOfText } from '../../../platform/http/user-text.ts';
import { authorSchema } from '../../accounts/people/public-users.reads.ts';
import { instant, roomIdParams } from '../rooms.schema.ts';

export const roomMessageParams = roomIdParams.extend({ messageId: idInput.describe('Id of the message') });

export const roomMessageBody = z.strictObject({ text: linesOfText(2_000) }).meta({ id: 'RoomMessageText' });

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
    author: authorSchema,
    text: z.string().nullable().describe('null if the message is deleted'),
    createdAt: instant,
    editedAt: instant.nullable(),
    deletedAt: instant.nullable(),
  })
  .meta({ id: 'RoomMessage' });

export const roomReadBody = z.strictObject({ messageId: idInput.describe('The last message that was read') });
