import { z } from 'zod';
import { idInput } from '../../platform/http/id-input.ts';
import { authorSchema } from '../accounts/public-users.service.ts';

const instant = z.iso.datetime();

export const followParams = z.object({ userId: idInput.describe('Id of the user') });

export const followerSchema = z
  .object({ user: authorSchema, followedAt: instant })
  .meta({ id: 'Follower', description: 'A person in a list of followers or of those who are followed' });

export const profileSchema = z
  .object({
    id: z.uuid(),
    displayName: z.string(),
    createdAt: instant,
    followerCount: z.int(),
    followingCount: z.int(),
    followedByMe: z.boolean(),
    followsMe: z.boolean(),
  })
  .meta({ id: 'UserProfile' });
