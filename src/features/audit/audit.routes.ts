import type { z } from 'zod';
import { decodeCursor, idKey, page, toPage } from '../../platform/http/pagination.ts';
import { isProblem } from '../../platform/http/problem.ts';
import { reply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { type AuditRow, listAudit } from './audit.queries.ts';
import { auditEntrySchema, auditQuery } from './audit.schema.ts';

function present(entry: AuditRow): z.infer<typeof auditEntrySchema> {
  return {
    id: entry.id,
    at: entry.at.toISOString(),
    deed: entry.deed,
    actor: entry.actor_id === null ? null : { userId: entry.actor_id, apiKeyId: entry.api_key_id },
    target: { type: entry.target_type, id: entry.target_id },
    address: entry.address,
    requestId: entry.request_id,
    details: entry.details,
    count: entry.count,
    lastAt: entry.last_at.toISOString(),
  };
}

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
        const key = decodeCursor(query.cursor, idKey);
        if (isProblem(key)) return key;
        const { deed, actorId, targetType, targetId, limit } = query;
        const filter = { deed, actorId, targetType, targetId, from: date(query.from), to: date(query.to) };
        const found = await listAudit(em, { ...filter, before: key?.[0], limit: limit + 1 });
        return reply(
          200,
          toPage(found, limit, (entry) => [entry.id], present),
        );
      },
    }),
  ];
}
