import { defineEntity, p } from '@mikro-orm/postgresql';

/** A user follows another user. */
export const UserFollowEntity = defineEntity({
  name: 'UserFollow',
  tableName: 'user_follow',
  indexes: [
    {
      name: 'user_follow_followers_index',
      expression:
        'create index user_follow_followers_index on user_follow (followed_id, created_at desc, follower_id desc)',
    },
    {
      name: 'user_follow_following_index',
      expression:
        'create index user_follow_following_index on user_follow (follower_id, created_at desc, followed_id desc)',
    },
  ],
  checks: [{ name: 'user_follow_check', expression: 'follower_id <> followed_id' }],
  properties: {
    followerId: p.uuid().primary(),
    followedId: p.uuid().primary(),
    /** In milliseconds, as cursors hold it. */
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});

/** Rows of `user_follow` by person, changed in the statement that changes them. No row means none. */
export const UserFollowCountEntity = defineEntity({
  name: 'UserFollowCount',
  tableName: 'user_follow_count',
  checks: [{ name: 'user_follow_count_check', expression: 'followers >= 0 and following >= 0' }],
  properties: {
    userId: p.uuid().primary(),
    followers: p.integer().default(0),
    following: p.integer().default(0),
  },
});
