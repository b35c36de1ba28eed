import type { Em } from '../../../platform/db/sql.ts';
import { findAuthors } from '../../accounts/people/public-users.reads.ts';
import type { LikeRow } from './likes.service.ts';

export async function likePresenter(em: Em, likes: readonly LikeRow[]) {
  const user = await findAuthors(
    em,
    likes.map((like) => like.user_id),
  );
  return (like: LikeRow) => ({ user: user(like.user_id), likedAt: like.created_at.toISOString() });
}
