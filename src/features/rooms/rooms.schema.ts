import { z } from 'zod';
import { idInput } from '../../platform/http/id-input.ts';
import { pageQuery } from '../../platform/http/pagination.ts';
import { lineOfText } from '../../platform/http/user-text.ts';
import { authorSchema } from '../accounts/people/public-users.reads.ts';
import { MAX_UNREAD_COUNT, ROOM_ROLES, ROOM_VISIBILITIES } from './rooms.domain.ts';

export const instant = z.iso.datetime();
export const roomIdParams = z.strictObject({ roomId: idInput.describe('Id of the room') });
export const roomRole = z.enum(ROOM_ROLES);
export const roomVisibility = z.enum(ROOM_VISIBILITIES);

const name = lineOfText(100).describe('Does not need to be unique');
const description = lineOfText(300).nullable().describe('One line');

export const roomBody = z
  .strictObject({
    name,
    description: description.default(null),
    visibility: roomVisibility.describe(
      'Cannot be changed later, because members wrote for those who could read it then',
    ),
  })
  .meta({ id: 'NewRoom' });

export const roomPatchBody = z
  .strictObject({ name: name.optional(), description: description.optional() })
  .refine((patch) => patch.name !== undefined || patch.description !== undefined, {
    message: 'Name at least one of name, description',
  })
  .meta({ id: 'RoomPatch' });

export const roomListQuery = pageQuery
  .extend({
    sort: z.enum(['newest', 'largest']).default('newest').describe('`largest` is for public rooms only'),
    mine: z
      .enum(['true', 'false'])
      .default('false')
      .describe('`true`: the rooms that the caller is a member of, newest first'),
  })
  .refine(({ sort, mine }) => sort === 'newest' || mine === 'false', {
    path: ['sort'],
    message: 'Your own rooms can only be sorted newest first',
  });

export const roomSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    description: z.string().nullable(),
    visibility: roomVisibility,
    memberCount: z.int(),
    owner: authorSchema,
    createdAt: instant,
    updatedAt: instant,
    membership: z
      .strictObject({
        role: roomRole,
        joinedAt: instant,
        unreadCount: z.int().describe(`Counted among the ${MAX_UNREAD_COUNT} messages after the last read one`),
      })
      .nullable()
      .describe('Role of the caller; null if they are not a member'),
  })
  .meta({ id: 'Room' });
