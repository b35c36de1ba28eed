import { z } from 'zod';
import type { Config } from '../../platform/config.ts';
import { userIdParams } from '../../platform/http/id-input.ts';
import { findPage } from '../../platform/http/pagination.ts';
import { isProblem, notFound } from '../../platform/http/problem.ts';
import { reply, toReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { findLivingUser } from '../accounts/people/living-users.reads.ts';
import { presentFile } from './files.presenter.ts';
import { findUsage, listFiles } from './files.queries.ts';
import { fileListQuery, fileListSchema, fileParams, filePatchBody, fileSchema } from './files.schema.ts';
import type { Files } from './files.service.ts';

const tags = ['files'];
const NO_FILE = { description: 'No such file, or not yours' };
/** Cursors hold ids, sizes and names, as text that Postgres can read back. */
const sortKeys = {
  newest: z.tuple([z.uuid(), z.uuid()]),
  oldest: z.tuple([z.uuid(), z.uuid()]),
  largest: z.tuple([z.string().regex(/^\d{1,18}$/), z.uuid()]),
  name: z.tuple([z.string().max(400), z.uuid()]),
};

const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text));

export function filesRoutes({ files, config }: { files: Files; config: Pick<Config, 'files'> }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/files/:fileId',
      operationId: 'getFile',
      tags,
      summary: 'Get a file: its state, variants and checksum',
      access: { scope: 'files:read' },
      limit: 'read',
      request: { params: fileParams },
      responses: { 200: { description: 'The file', body: fileSchema }, 404: NO_FILE },
      handler: async ({ em, principal, params }) => {
        return toReply(200, await files.get(em, principal, params.fileId), presentFile);
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/files/:fileId',
      operationId: 'renameFile',
      tags,
      summary: 'Rename a file',
      description: 'Only its owner may: 403 `owner_only` for admins.',
      access: { scope: 'files:write' },
      limit: 'write',
      request: { params: fileParams, body: filePatchBody },
      responses: { 200: { description: 'The file', body: fileSchema }, 404: NO_FILE },
      handler: async ({ em, principal, params, body }) => {
        return toReply(200, await files.rename(em, principal, params.fileId, body.name), presentFile);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/files/:fileId',
      operationId: 'deleteFile',
      tags,
      summary: 'Delete a file for good',
      description:
        'It cannot be read from now on, and its room is free at once. Its bytes are removed within a minute.',
      access: { scope: 'files:write' },
      limit: 'write',
      request: { params: fileParams },
      responses: { 204: { description: 'It is gone' }, 404: NO_FILE },
      handler: async ({ em, principal, params }) => (await files.remove(em, principal, params.fileId)) ?? reply(204),
    }),
    defineRoute({
      method: 'get',
      path: '/api/users/:userId/files',
      operationId: 'listFiles',
      tags,
      summary: 'List the files of a user, with usage against quota',
      access: { scope: 'files:read' },
      limit: 'read',
      request: { params: userIdParams, query: fileListQuery },
      responses: {
        200: { description: 'A page of files', body: fileListSchema },
        404: { description: 'No such user' },
      },
      handler: async ({ em, principal, params, query }) => {
        const { userId } = params;
        const theirs = userId === principal.userId;
        if (!theirs && (principal.role !== 'admin' || !(await findLivingUser(em, userId)))) return notFound('The user');
        const { limit, cursor, sort, from, to, ...asked } = query;
        const filter = theirs ? asked : { ...asked, except: 'export' as const };
        const shown = await findPage({ limit, cursor }, sortKeys[sort] as z.ZodType<[string, string]>, {
          find: (after, count) =>
            listFiles(em, userId, { ...filter, from: date(from), to: date(to) }, sort, after, count),
          keyOf: (file) => [file.sortKey, file.id],
          presenter: () => presentFile,
        });
        if (isProblem(shown)) return shown;
        return reply(200, { ...shown, usage: await findUsage(em, userId, config.files.quotaBytes) });
      },
    }),
  ];
}
