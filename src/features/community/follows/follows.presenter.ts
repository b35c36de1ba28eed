import type { Em } from '../../../platform/db/sql.ts';
import type { LivingUser } from '../../accounts/people/living-users.reads.ts';
import { findAuthors } from '../../accounts/people/public-users.reads.ts';
import type { FollowNumbers, FollowRow } from './follows.queries.ts';

/** Shows users at the other end of follows. */
export async function followPresenter(em: Em, follows: readonly FollowRow[]) {
  const user = await findAuthors(
    em,
    follows.map(({ userId }) => userId),
  );
  return ({ userId, createdAt }: FollowRow) => ({ user: user(userId), followedAt: createdAt.toISOString() });
}

export function presentProfile(profile: LivingUser & FollowNumbers) {
  const { id, displayName, createdAt, followers, following, followedByMe, followsMe } = profile;
  return {
    id,
    displayName,
    createdAt: createdAt.toISOString(),
    followerCount: followers,
    followingCount: following,
    followedByMe,
    followsMe,
  };
}
