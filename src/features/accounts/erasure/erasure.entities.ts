import { defineEntity, p } from '@mikro-orm/postgresql';
import type { DeletionStatus } from './erasure.contract.ts';

/**
 * The receipt of a deleted account: when, by whom, and how many things of which kind were removed or anonymised. It outlives
 * everything else of the account and says nothing of the person.
 */
export const AccountDeletionEntity = defineEntity({
  name: 'AccountDeletion',
  tableName: 'account_deletion',
  uniques: [
    { name: 'account_deletion_user_id_unique', properties: ['userId'] },
    { name: 'account_deletion_job_id_unique', properties: ['jobId'] },
    { name: 'account_deletion_token_hash_unique', properties: ['tokenHash'] },
  ],
  indexes: [
    {
      name: 'account_deletion_open_index',
      expression: 'create index account_deletion_open_index on account_deletion (id desc) where completed_at is null',
    },
    {
      name: 'account_deletion_requested_by_index',
      expression:
        'create index account_deletion_requested_by_index on account_deletion (requested_by) where requested_by is not null',
    },
  ],
  checks: [
    { name: 'account_deletion_status_check', expression: "status in ('queued', 'running', 'completed')" },
    {
      name: 'account_deletion_completed_check',
      expression:
        "(status = 'completed') = (completed_at is not null) and (status <> 'completed' or addresses is null)",
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    userId: p.uuid(),
    /** The person, or an admin; null once that admin's account is deleted too. */
    requestedBy: p.uuid().nullable(),
    jobId: p.uuid(),
    /** SHA-256 of the token with which the person, who cannot sign in any more, reads the receipt. */
    tokenHash: p.type('bytea').$type<Buffer>(),
    status: p.text().$type<DeletionStatus>().default('queued'),
    /** Step → things it removed or anonymised. */
    counts: p.json<Record<string, number>>().defaultRaw(`'{}'`),
    /** Counted instead of the person, so that counts stay true; gone with the last step, when it leads to no one. */
    standIn: p.uuid().nullable().defaultRaw('gen_random_uuid()'),
    /** Former addresses by which steps find what has no id; gone with the last step. */
    addresses: p.array().columnType('text[]').nullable(),
    requestedAt: p.datetime().defaultRaw('now()'),
    completedAt: p.datetime().nullable(),
  },
});
