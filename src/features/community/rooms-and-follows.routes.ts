import type { Route } from '../../platform/http/route.ts';
import { followsRoutes } from './follows.routes.ts';
import { myInvitationsRoutes } from './my-invitations.routes.ts';
import { roomBansRoutes } from './room-bans.routes.ts';
import { roomInvitationsRoutes } from './room-invitations.routes.ts';
import type { InvitationsDeps } from './room-invitations.service.ts';
import { roomMembersRoutes } from './room-members.routes.ts';
import { roomMessagesRoutes } from './room-messages.routes.ts';
import { roomsRoutes } from './rooms.routes.ts';

/** Every route of rooms and of follows. */
export function roomsAndFollowsRoutes(deps: InvitationsDeps): Route[] {
  return [
    ...roomsRoutes(),
    ...roomMembersRoutes(),
    ...roomBansRoutes(),
    ...roomMessagesRoutes(),
    ...roomInvitationsRoutes(deps),
    ...myInvitationsRoutes(),
    ...followsRoutes(deps),
  ];
}
