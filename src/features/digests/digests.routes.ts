import { userIdParams } from '../../platform/http/id-input.ts';
import { isProblem } from '../../platform/http/problem.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { previewQuery, replyPreview } from '../email/rendering/mail-preview.service.ts';
import type { DigestPreview } from './digest-preview.service.ts';

export function digestsRoutes({ preview }: { preview: DigestPreview }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/users/:userId/digest/preview',
      operationId: 'previewDigest',
      tags: ['users'],
      summary: 'What the weekly digest would say now, as HTML, plain text, or JSON with all parts',
      description:
        'About the seven days before today in the time zone of the person, whenever their digest is due; the JSON says when ' +
        '(`nextDueAt`: now, when it is about to be sent; null when they want none). There is one in each ISO week. For the person and admins. 404 `digest_empty` when none would be sent.',
      access: {},
      limit: 'read',
      request: { params: userIdParams, query: previewQuery },
      responses: { 200: { description: 'The rendered digest', contentType: 'text/html' } },
      handler: async ({ em, principal, params, query }) => {
        const found = await preview.read(em, principal, params.userId);
        if (isProblem(found)) return found;
        const { mail, ...beside } = found;
        return replyPreview(mail, query.format, beside);
      },
    }),
  ];
}
