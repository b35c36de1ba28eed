import type { z } from 'zod';
import { deletionReceiptPath } from '../accounts.contract.ts';
import type { DeletionRow, ReceiptRow } from './erasure.queries.ts';
import type { deletionSchema, receiptSchema, requestedDeletionSchema } from './erasure.schema.ts';

export function presentReceipt(receipt: ReceiptRow): z.infer<typeof receiptSchema> {
  return {
    id: receipt.id,
    status: receipt.status,
    requestedAt: receipt.requested_at.toISOString(),
    completedAt: receipt.completed_at?.toISOString() ?? null,
    steps: Object.entries(receipt.counts)
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

export function presentRequested(receipt: ReceiptRow, token: string): z.infer<typeof requestedDeletionSchema> {
  return { ...presentReceipt(receipt), receiptToken: token, links: { receipt: deletionReceiptPath(token) } };
}

export function presentDeletion(deletion: DeletionRow): z.infer<typeof deletionSchema> {
  return {
    ...presentReceipt(deletion),
    userId: deletion.user_id,
    requestedBy: deletion.requested_by,
    jobStatus: deletion.job_status,
    links: { job: `/api/jobs/${deletion.job_id}` },
  };
}
