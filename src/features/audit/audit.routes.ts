import { findPage, idKey, page } from '../../platform/http/pagination.ts';
import { toReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { presentEntry } from './audit.presenter.ts';
import { listAudit } from './audit.queries.ts';
import { auditEntrySchema, auditQuery } from './audit.schema.ts';

const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text));

export function auditRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/audit',
      operationId: 'listAudit',
      tags: ['audit'],
      summary: 'List what users and API keys did, newest first',
      description:
        'Log-ins, role changes, disabled accounts, API keys, exports, deletions, campaigns, moderation, quotas and retries. Entries ' +
        'cannot be changed. They are kept for 400 days, and lose the names of users whose accounts are deleted.',
      access: { roles: ['admin'] },
      limit: 'read',
      request: { query: auditQuery },
      responses: { 200: { description: 'A page of the audit trail', body: page(auditEntrySchema) } },
      handler: async ({ em, query }) => {
        const { deed, actorId, targetType, targetId } = query;
        const filter = { deed, actorId, targetType, targetId, from: date(query.from), to: date(query.to) };
        const found = await findPage(query, idKey, {
          find: (from, limit) => listAudit(em, { ...filter, before: from?.[0], limit }),
          keyOf: ({ id }) => [id],
          presenter: () => presentEntry,
        });
        return toReply(200, found);
      },
    }),
  ];
}
