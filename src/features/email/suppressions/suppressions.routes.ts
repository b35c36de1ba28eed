import { decodeCursor, idKey, page, toPage } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import {
  type SuppressionView,
  suppressionBody,
  suppressionListQuery,
  suppressionParams,
  suppressionSchema,
} from './suppressions.schema.ts';
import { listSuppressions, removeSuppression, type SuppressionRow, suppressAddress } from './suppressions.service.ts';

const tags = ['email'];
const ADMIN = { roles: ['admin'] } as const;

function present(found: SuppressionRow): SuppressionView {
  const { id, address, reason, category, note } = found;
  return {
    id,
    address,
    reason,
    category,
    emailMessageId: found.message_id,
    note,
    createdBy: found.created_by,
    createdAt: found.created_at.toISOString(),
  };
}

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
      handler: async ({ em, query }) => {
        const key = decodeCursor(query.cursor, idKey);
        if (isProblem(key)) return key;
        const { address, reason, limit } = query;
        const found = await listSuppressions(em, { address, reason, before: key?.[0], limit: limit + 1 });
        return reply(
          200,
          toPage(found, limit, (entry) => [entry.id], present),
        );
      },
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
        return isProblem(made) ? made : reply(201, present(made));
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
