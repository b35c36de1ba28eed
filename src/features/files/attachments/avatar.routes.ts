import { z } from 'zod';
import { idInput, userIdParams } from '../../../platform/http/id-input.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { imageSchema } from '../../../platform/media/image-view.ts';
import type { Avatars } from './avatar.service.ts';

const avatarBody = z
  .strictObject({ fileId: idInput.describe('Id of an image that you uploaded') })
  .meta({ id: 'NewAvatar' });
const NO_USER = { description: 'No such user, or not you' };

export function avatarRoutes(avatars: Avatars): Route[] {
  return [
    defineRoute({
      method: 'put',
      path: '/api/users/:userId/avatar',
      operationId: 'putAvatar',
      tags: ['files'],
      summary: 'Set your avatar',
      description:
        'Every signed-in user may see its variants, never the original. Links to the image it replaces stop working; the file ' +
        'stays.',
      access: { scope: 'files:write' },
      limit: 'write',
      request: { params: userIdParams, body: avatarBody },
      responses: { 200: { description: 'The avatar', body: imageSchema }, 404: NO_USER },
      handler: async ({ em, principal, params, body }) =>
        toReply(200, await avatars.put(em, principal, params.userId, body.fileId)),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/users/:userId/avatar',
      operationId: 'deleteAvatar',
      tags: ['files'],
      summary: 'Remove your avatar',
      description: 'The file stays. Links to it stop working.',
      access: { scope: 'files:write' },
      limit: 'write',
      request: { params: userIdParams },
      responses: { 204: { description: 'There is no avatar now' }, 404: NO_USER },
      handler: async ({ em, principal, params }) => (await avatars.remove(em, principal, params.userId)) ?? reply(204),
    }),
  ];
}
