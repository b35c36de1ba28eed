import { z } from 'zod';
import { idInput } from '../../platform/http/id-input.ts';
import { pageQuery } from '../../platform/http/pagination.ts';
import { lineOfText } from '../../platform/http/user-text.ts';
import { authorSchema } from '../accounts/people/public-users.reads.ts';
import { MAX_UNREAD_COUNT, ROOM_ROLES, ROOM_VISIBILITIES } from './rooms.domain.ts';

export const instant = z.iso.datetime();
export const roomIdParams = z.object({ roomId: idInput.describe('Id of the room') });
export const roomRole = z.enum(ROOM_ROLES);
export const roomVisibility = z.enum(ROOM_VISIBILITIES);

const name = lineOfText(100).describe('Need not be unique');
const description = lineOfText(300).nullable().describe('One line');

export const roomBody = z
  .object({
    name,
    description: description.default(null),
    visibility: roomVisibility.describe('For good: messages were written for those who could read them'),
  })
  .meta({ id: 'NewRoom' });

export const roomPatchBody = z
  .object({ name: name.optional(), description: description.optional() })
  .refine((patch) => patch.name !== undefined || patch.description !== undefined, {
    message: 'Name at least one of name, description',
  })
  .meta({ id: 'RoomPatch' });

export const roomListQuery = pageQuery
  .extend({
    sort: z.enum(['newest', 'largest']).default('newest').describe('`largest` is for the public ones'),
    mine: z.enum(['true', 'false']).default('false').describe('`true`: the rooms one is a member of, newest first'),
  })
  .refine(({ sort, mine }) => sort === 'newest' || mine === 'false', {
    path: ['sort'],
    message: 'One’s own rooms come newest first',
  });

export const roomSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string().nullable(),
    visibility: roomVisibility,
    memberCount: z.int(),
    owner: authorSchema,
    createdAt: instant,
    updatedAt: instant,
    membership: z
      .object({
        role: roomRole,
        joinedAt: instant,
        unreadCount: z.int().describe(`Among the ${MAX_UNREAD_COUNT} messages after the last one read`),
      })
      .nullable()
      .describe('Of the caller; null when they are no member'),
  })
  .meta({ id: 'Room' });
