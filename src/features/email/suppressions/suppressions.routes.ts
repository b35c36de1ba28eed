import { findPage, idKey, page } from '../../../platform/http/pagination.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { presentSuppression } from './suppressions.presenter.ts';
import { suppressionBody, suppressionListQuery, suppressionParams, suppressionSchema } from './suppressions.schema.ts';
import { listSuppressions, removeSuppression, suppressAddress } from './suppressions.service.ts';

const tags = ['email'];
const ADMIN = { roles: ['admin'] } as const;

export function suppressionsRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/email/suppressions',
      operationId: 'listEmailSuppressions',
      tags,
      summary: 'List suppressed addresses, newest first',
      access: ADMIN,
      limit: 'read',
      request: { query: suppressionListQuery },
      responses: { 200: { description: 'A page of entries', body: page(suppressionSchema) } },
      handler: async ({ em, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) =>
              listSuppressions(em, { address: query.address, reason: query.reason, before: before?.[0], limit }),
            keyOf: ({ id }) => [id],
            presenter: () => presentSuppression,
          }),
        ),
    }),
    defineRoute({
      method: 'post',
      path: '/api/email/suppressions',
      operationId: 'addEmailSuppression',
      tags,
      summary: 'Suppress an address: stop all mail to it',
      description:
        'Stops mail about the account too, including password resets. 409 `already_suppressed` if an admin already ' +
        'stopped it.',
      access: ADMIN,
      limit: 'write',
      idempotent: true,
      request: { body: suppressionBody },
      responses: {
        201: { description: 'The entry', body: suppressionSchema },
        409: { description: 'An entry by an admin already exists' },
      },
      handler: async ({ em, principal, body }) => {
        const made = await suppressAddress(em, principal.userId, body);
        return toReply(201, made, presentSuppression);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/email/suppressions/:suppressionId',
      operationId: 'removeEmailSuppression',
      tags,
      summary: 'Remove an entry from the suppression list',
      description: 'Suppressed mails stay suppressed; their jobs can be retried.',
      access: ADMIN,
      limit: 'write',
      request: { params: suppressionParams },
      responses: { 204: { description: 'The entry is removed' }, 404: { description: 'There is no such entry' } },
      handler: async ({ em, principal, params }) => {
        const refused = await removeSuppression(em, principal.userId, params.suppressionId);
        return refused ?? reply(204);
      },
    }),
  ];
}
