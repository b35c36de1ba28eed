import { isProblem } from '../../../platform/http/problem.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { fileParams } from '../files.schema.ts';
import type { Downloads } from './download.service.ts';
import type { Links } from './links.service.ts';
import { downloadQuery, linkBody, linkSchema } from './serving.schema.ts';

const tags = ['files'];
/** The type of what is stored: an image, a PDF, the CSV of an export. */
const BYTES = '*/*';

export function servingRoutes({ downloads, links }: { downloads: Downloads; links: Links }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/files/:fileId/download',
      operationId: 'downloadFile',
      tags,
      summary: 'Download a file',
      description:
        'Originals are attachments always; variants, which are encoded here, are shown by browsers. Honours `Range` (one range), ' +
        '`If-Range`, `If-None-Match` and `If-Match`; `ETag` is the SHA-256 of what is sent. While a scanner has not looked at the ' +
        'file it is 409 `scan_pending`, an infected one is 403 `file_infected` for everyone.',
      access: { optional: true, scope: 'files:read' },
      limit: 'download',
      request: { params: fileParams, query: downloadQuery },
      responses: {
        200: {
          description: 'The bytes, with the media type of the file',
          contentType: BYTES,
          headers: { ETag: 'SHA-256 of the whole' },
        },
        206: { description: 'A part of them', contentType: BYTES, headers: { 'Content-Range': 'Which part' } },
        304: { description: 'You have it already' },
        404: { description: 'No such file, or not yours, or the link is not valid' },
        409: { description: '`scan_pending`, `not_ready` or `no_clean_variant`' },
        410: { description: '`link_expired`' },
        412: { description: '`precondition_failed`: the file is another one' },
        416: { description: '`range_not_satisfiable`' },
      },
      handler: async (input) => {
        const { em, principal, params, query, method } = input;
        const found = await downloads.download(em, {
          fileId: params.fileId,
          principal,
          token: query.token,
          variant: query.variant,
          method,
          ifMatch: input.header('if-match'),
          ifNoneMatch: input.header('if-none-match'),
          ifRange: input.header('if-range'),
          range: input.header('range'),
        });
        if (isProblem(found)) return found;
        const { status, headers, body } = found;
        return status === 304 ? { status, body: undefined, headers } : reply(status, body ?? '', headers);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/files/:fileId/links',
      operationId: 'createFileLink',
      tags,
      summary: 'Create a link to download a file',
      description:
        'Works for 15 minutes unless it says otherwise, for every user who has it, until it is revoked or the file is deleted.',
      access: { scope: 'files:write' },
      limit: 'write',
      request: { params: fileParams, body: linkBody },
      responses: {
        201: { description: 'The link', body: linkSchema },
        403: { description: '`owner_only`, `file_infected`, or `sign_in_only`: an export that was asked for so' },
        404: { description: 'No such file or variant' },
        409: { description: '`not_ready` or `no_clean_variant`' },
      },
      handler: async ({ em, principal, params, body }) => {
        const wanted = { variant: body.variant, seconds: body.expiresInSeconds };
        return toReply(201, await links.create(em, principal, params.fileId, wanted));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/files/:fileId/links',
      operationId: 'revokeFileLinks',
      tags,
      summary: 'Revoke all links to a file',
      access: { scope: 'files:write' },
      limit: 'write',
      request: { params: fileParams },
      responses: {
        204: { description: 'No link that was given out before works now' },
        404: { description: 'No such file' },
      },
      handler: async ({ em, principal, params }) => (await links.revoke(em, principal, params.fileId)) ?? reply(204),
    }),
  ];
}
