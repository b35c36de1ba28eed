import { z } from 'zod';
import { idInput } from '../../platform/http/id-input.ts';
import { authorSchema } from '../accounts/people/public-users.reads.ts';
import { instant, roomIdParams, roomRole } from './rooms.schema.ts';

export const roomMemberParams = roomIdParams.extend({ userId: idInput.describe('Id of the user') });

export const roomMemberSchema = z.strictObject({ user: authorSchema, role: roomRole, joinedAt: instant }).meta({
  id: 'RoomMember',
});

export const roomRoleBody = z.strictObject({
  role: roomRole.describe('`owner` transfers the room: the present owner becomes an admin'),
});

export const roomBanSchema = z.strictObject({ user: authorSchema, bannedAt: instant }).meta({ id: 'RoomBan' });
