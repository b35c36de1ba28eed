import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { UPLOAD_TYPES } from '../files.contract.ts';
import { findUsage } from '../files.queries.ts';
import { limitsSchema } from '../files.schema.ts';
import { uploadForm, uploadSchema } from './upload.schema.ts';
import type { Uploads } from './upload.service.ts';

const tags = ['files'];
/** Bytes of a form besides its files: boundaries, headers and hashes. */
const FORM_BYTES = 65_536;
/** The body may have several times the allowed size, so that a file that is too large is refused by itself. */
const OVERSIZE_FACTOR = 2;

export function uploadRoutes(uploads: Uploads): Route[] {
  const { maxBytes, maxPerRequest, quotaBytes } = uploads.limits;
  return [
    defineRoute({
      method: 'post',
      path: '/api/files/upload',
      operationId: 'uploadFiles',
      tags,
      summary: 'Upload files',
      description:
        `Up to ${maxPerRequest} files of ${maxBytes} bytes each. What a file is, is decided by its content; ` +
        'see `GET /api/files/limits`. Each file has its own result: one that is refused does not touch the others. ' +
        '422 `no_file_accepted` has the same `results`. With an `Idempotency-Key` a repeated request gets the first answer.',
      access: { scope: 'files:write' },
      limit: 'upload',
      idempotent: true,
      request: {
        stream: {
          limitBytes: maxBytes * maxPerRequest * OVERSIZE_FACTOR + FORM_BYTES,
          content: { 'multipart/form-data': { schema: uploadForm, example: { files: ['(bytes)'] } } },
        },
      },
      responses: {
        200: { description: 'You have all of these files already', body: uploadSchema },
        202: {
          description: 'At least one file is stored and being processed',
          body: uploadSchema,
          headers: { Location: 'Path of the job' },
        },
        409: { description: '`idempotency_key_reused`' },
        422: { description: '`no_file_accepted`: `results` says why' },
        507: { description: '`insufficient_storage`: the server has no room for uploads' },
      },
      handler: ({ em, principal, body }) => uploads.upload(em, principal.userId, body),
    }),
    defineRoute({
      method: 'get',
      path: '/api/files/limits',
      operationId: 'getFileLimits',
      tags,
      summary: 'Get the limits of uploads and your usage',
      access: { scope: 'files:read' },
      limit: 'read',
      request: {},
      responses: { 200: { description: 'The limits', body: limitsSchema } },
      handler: async ({ em, principal }) =>
        reply(200, {
          maxFileBytes: maxBytes,
          maxFilesPerRequest: maxPerRequest,
          types: Object.keys(UPLOAD_TYPES),
          usage: await findUsage(em, principal.userId, quotaBytes),
        }),
    }),
  ];
}
