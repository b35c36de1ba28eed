import { userIdParams } from '../../../platform/http/id-input.ts';
import { findPage, idKey, page } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import type { AccountServices } from '../accounts.compose.ts';
import { presentDeletion, presentReceipt, presentRequested } from './erasure.presenter.ts';
import { listDeletions } from './erasure.queries.ts';
import {
  deletionBody,
  deletionListQuery,
  deletionSchema,
  receiptParams,
  receiptSchema,
  requestedDeletionSchema,
} from './erasure.schema.ts';

export function erasureRoutes({ erasure }: AccountServices): Route[] {
  return [
    defineRoute({
      method: 'delete',
      path: '/api/users/:userId',
      operationId: 'deleteUser',
      tags: ['users'],
      summary: 'Delete an account permanently',
      description:
        'For the owner, with `currentPassword` (403 `wrong_password`, 429 `too_many_attempts`), and for admins. The ' +
        'account is closed at once. Its sessions and keys end, its address is free, and others see `Deleted user`. A job ' +
        'then removes or anonymises everything else. The receipt says how far that is. The user can no longer sign in, ' +
        'and reads the receipt by the token in this answer and in the mail to the former address. 409 `last_admin` for ' +
        'the only admin.',
      access: {},
      limit: 'write',
      request: { params: userIdParams, body: deletionBody },
      responses: {
        409: { description: '`last_admin`' },
        202: {
          description: 'The account is closed and its deletion has started: the receipt',
          body: requestedDeletionSchema,
          headers: { Location: 'Path of the job; sent to admins only, since other users cannot see it' },
        },
      },
      handler: async ({ em, principal, params, body }) => {
        const requested = await erasure.request(em, principal, params.userId, body?.currentPassword);
        if (isProblem(requested)) return requested;
        const { receipt, token, jobId } = requested;
        const headers = principal.role === 'admin' ? { location: `/api/jobs/${jobId}` } : undefined;
        return reply(202, presentRequested(receipt, token), headers);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/account-deletions',
      operationId: 'listAccountDeletions',
      tags: ['users'],
      summary: 'List deletions of accounts, newest first',
      access: { roles: ['admin'] },
      limit: 'read',
      request: { query: deletionListQuery },
      responses: { 200: { description: 'A page of receipts', body: page(deletionSchema) } },
      handler: async ({ em, query }) => {
        const open = query.open === undefined ? undefined : query.open === 'true';
        return toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => listDeletions(em, open, limit, before?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: () => presentDeletion,
          }),
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/account-deletions/:token',
      operationId: 'getDeletionReceipt',
      tags: ['users'],
      summary: 'Get the receipt of a deletion by its token',
      description: 'Says what was removed or anonymised, and when. An unknown token answers 404.',
      access: 'public',
      limit: 'auth',
      request: { params: receiptParams },
      responses: { 200: { description: 'The receipt', body: receiptSchema } },
      handler: async ({ em, params }) => {
        const receipt = await erasure.receipt(em, params.token);
        return toReply(200, receipt, presentReceipt);
      },
    }),
  ];
}
