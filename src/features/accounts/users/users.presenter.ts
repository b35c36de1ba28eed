import type { z } from 'zod';
import type { Em } from '../../../platform/db/sql.ts';
import { isSelfOrAdmin, type Principal } from '../../../platform/http/principal.ts';
import type { FindImages, ImageView } from '../../../platform/media/image-view.ts';
import type { UserRow } from '../accounts.queries.ts';
import type { privateUserSchema, publicUserSchema } from './users.schema.ts';

export type PublicUser = z.infer<typeof publicUserSchema>;
export type PrivateUser = z.infer<typeof privateUserSchema>;

function presentPublic(user: UserRow, avatar: ImageView | null): PublicUser {
  return {
    id: user.id,
    displayName: user.display_name,
    avatar,
    role: user.role,
    createdAt: user.created_at.toISOString(),
  };
}

function presentPrivate(user: UserRow, avatar: ImageView | null): PrivateUser {
  return {
    ...presentPublic(user, avatar),
    email: user.email,
    emailVerifiedAt: user.email_verified_at?.toISOString() ?? null,
    pendingEmail: user.pending_email,
    disabledAt: user.disabled_at?.toISOString() ?? null,
  };
}

/** Shapes users for the API, with links to their avatars. */
export function createUserPresenter(images: FindImages) {
  async function avatarsOf(em: Em, users: readonly UserRow[]): Promise<(user: UserRow) => ImageView | null> {
    const ids = users.map(({ id }) => id);
    const imagesOf = await images(em, 'avatar', ids);
    return ({ id }) => imagesOf(id)[0] ?? null;
  }

  return {
    /** For users themselves and for admins. */
    async manyPrivate(em: Em, users: readonly UserRow[]): Promise<(user: UserRow) => PrivateUser> {
      const avatarOf = await avatarsOf(em, users);
      return (user) => presentPrivate(user, avatarOf(user));
    },

    async onePrivate(em: Em, user: UserRow): Promise<PrivateUser> {
      return (await this.manyPrivate(em, [user]))(user);
    },

    /** As much of a person as the viewer may see. A disabled account looks like any other from outside. */
    async one(em: Em, user: UserRow, viewer: Principal): Promise<PublicUser | PrivateUser> {
      const avatar = (await avatarsOf(em, [user]))(user);
      return isSelfOrAdmin(viewer, user.id) ? presentPrivate(user, avatar) : presentPublic(user, avatar);
    },
  };
}
