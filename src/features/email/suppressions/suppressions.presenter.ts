import type { SuppressionView } from './suppressions.schema.ts';
import type { SuppressionRow } from './suppressions.service.ts';

export function presentSuppression(found: SuppressionRow): SuppressionView {
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
