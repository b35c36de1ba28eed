import type { z } from 'zod';
import type { AuditRow } from './audit.queries.ts';
import type { auditEntrySchema } from './audit.schema.ts';

/** Shapes an entry of the audit trail for the API. */
export function presentEntry(entry: AuditRow): z.infer<typeof auditEntrySchema> {
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
