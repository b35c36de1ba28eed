import type { Route } from '../../platform/http/route.ts';
import { myInvitationsRoutes } from './invitations/my-invitations.routes.ts';
import { roomInvitationsRoutes } from './invitations/room-invitations.routes.ts';
import type { InvitationsDeps } from './invitations/room-invitations.service.ts';
import { roomMessagesRoutes } from './messages/room-messages.routes.ts';
import { roomBansRoutes } from './room-bans.routes.ts';
import { roomMembersRoutes } from './room-members.routes.ts';
import { roomsRoutes } from './rooms.routes.ts';

/** Every route of rooms. */
export function allRoomsRoutes(deps: InvitationsDeps): Route[] {
  return [
    ...roomsRoutes(),
    ...roomMembersRoutes(),
    ...roomBansRoutes(),
    ...roomMessagesRoutes(),
    ...roomInvitationsRoutes(deps),
    ...myInvitationsRoutes(),
  ];
}
