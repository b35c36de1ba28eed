import type { Route } from '../../platform/http/route.ts';
import type { AccountServices } from './accounts.service.ts';
import { adminsRoutes } from './admins.routes.ts';
import { apiKeysRoutes } from './api-keys.routes.ts';
import { authRoutes } from './auth.routes.ts';
import { erasureRoutes } from './erasure.routes.ts';
import { mailLinkRoutes } from './mail-link.routes.ts';
import { recoveryRoutes } from './recovery.routes.ts';
import { usersRoutes } from './users.routes.ts';

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
  ];
}
