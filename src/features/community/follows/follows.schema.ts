import { z } from 'zod';
import { authorSchema } from '../../accounts/people/public-users.reads.ts';

const instant = z.iso.datetime();

export const followerSchema = z
  .strictObject({ user: authorSchema, followedAt: instant })
  .meta({ id: 'Follower', description: 'A user in a list of followers or followed users' });

export const profileSchema = z
  .strictObject({
    id: z.uuid(),
    displayName: z.string(),
    createdAt: instant,
    followerCount: z.int(),
    followingCount: z.int(),
    followedByMe: z.boolean(),
    followsMe: z.boolean(),
  })
  .meta({ id: 'UserProfile' });
