import type { z } from 'zod';
import { isSelfOrAdmin, type Principal } from '../../../platform/http/principal.ts';
import type { UserRow } from '../accounts.queries.ts';
import type { privateUserSchema, publicUserSchema } from './users.schema.ts';

export type PublicUser = z.infer<typeof publicUserSchema>;
export type PrivateUser = z.infer<typeof privateUserSchema>;

function presentPublic(user: UserRow): PublicUser {
  return {
    id: user.id,
    displayName: user.display_name,
    role: user.role,
    createdAt: user.created_at.toISOString(),
  };
}

export function presentPrivate(user: UserRow): PrivateUser {
  return {
    ...presentPublic(user),
    email: user.email,
    emailVerifiedAt: user.email_verified_at?.toISOString() ?? null,
    pendingEmail: user.pending_email,
    disabledAt: user.disabled_at?.toISOString() ?? null,
  };
}

/** As much of a person as the viewer may see. A disabled account looks like any other from outside. */
export function presentUser(user: UserRow, viewer: Principal): PublicUser | PrivateUser {
  return isSelfOrAdmin(viewer, user.id) ? presentPrivate(user) : presentPublic(user);
}
