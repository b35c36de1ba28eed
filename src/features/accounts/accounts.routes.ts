import type { Route } from '../../platform/http/route.ts';
import type { AccountServices } from './accounts.compose.ts';
import { apiKeysRoutes } from './api-keys/api-keys.routes.ts';
import { erasureRoutes } from './erasure/erasure.routes.ts';
import { sessionsRoutes } from './sessions/sessions.routes.ts';
import { authRoutes } from './sign-in/auth.routes.ts';
import { mailLinkRoutes } from './sign-in/mail-link.routes.ts';
import { recoveryRoutes } from './sign-in/recovery.routes.ts';
import { adminsRoutes } from './users/admins.routes.ts';
import { usersRoutes } from './users/users.routes.ts';

/** Every route of accounts, in the order in which they are matched: `/users/me` before `/users/:userId`. */
export function accountsRoutes(services: AccountServices): Route[] {
  return [
    ...authRoutes(services),
    ...recoveryRoutes(services),
    ...mailLinkRoutes(),
    ...usersRoutes(services),
    ...erasureRoutes(services),
    ...adminsRoutes(services),
    ...apiKeysRoutes(services),
    ...sessionsRoutes(services),
  ];
}
