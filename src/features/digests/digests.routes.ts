import { userIdParams } from '../../platform/http/id-input.ts';
import { isProblem } from '../../platform/http/problem.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { PREVIEW_TYPES, previewQuery, replyPreview } from '../email/rendering/mail-preview.service.ts';
import type { DigestPreview } from './digest-preview.service.ts';

export function digestsRoutes({ preview }: { preview: DigestPreview }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/users/:userId/digest/preview',
      operationId: 'previewDigest',
      tags: ['users'],
      summary: 'Preview a user’s weekly digest as HTML, plain text or JSON',
      description:
        'For the user and admins. Covers the seven days before today in the user’s time zone. There is one digest in each ' +
        'ISO week. The JSON says when the next one is due (`nextDueAt`): now, if it is about to be sent; null, if the ' +
        'user wants none. 404 `digest_empty` if none would be sent.',
      access: {},
      limit: 'read',
      request: { params: userIdParams, query: previewQuery },
      responses: { 200: { description: 'The rendered digest', contentType: 'text/html', otherTypes: PREVIEW_TYPES } },
      handler: async ({ em, principal, params, query }) => {
        const found = await preview.read(em, principal, params.userId);
        if (isProblem(found)) return found;
        const { mail, ...beside } = found;
        return replyPreview(mail, query.format, beside);
      },
    }),
  ];
}
