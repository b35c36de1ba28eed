import type { Route } from '../../platform/http/route.ts';
import type { FindImages } from '../../platform/media/image-view.ts';
import { myInvitationsRoutes } from './invitations/my-invitations.routes.ts';
import { roomInvitationsRoutes } from './invitations/room-invitations.routes.ts';
import type { InvitationsDeps } from './invitations/room-invitations.service.ts';
import { roomMessagesRoutes } from './messages/room-messages.routes.ts';
import { createRoomMessages } from './messages/room-messages.service.ts';
import { roomBansRoutes } from './room-bans.routes.ts';
import { roomMembersRoutes } from './room-members.routes.ts';
import { roomsRoutes } from './rooms.routes.ts';

export interface RoomsDeps extends InvitationsDeps {
  images: FindImages;
}

/** Every route of rooms. */
export function allRoomsRoutes(deps: RoomsDeps): Route[] {
  return [
    ...roomsRoutes(),
    ...roomMembersRoutes(),
    ...roomBansRoutes(),
    ...roomMessagesRoutes(createRoomMessages(deps.images)),
    ...roomInvitationsRoutes(deps),
    ...myInvitationsRoutes(),
  ];
}
