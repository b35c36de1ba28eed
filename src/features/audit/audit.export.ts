import { column, type Dataset, equals, setting } from '../../platform/datasets/dataset.ts';
import { DEED_NAMES, TARGET_TYPES } from './audit.contract.ts';
import { auditOfPerson } from './audit.reads.ts';

const filters = [
  equals('deed', 'e.deed', DEED_NAMES, 'Only this deed'),
  equals('targetType', 'e.target_type', TARGET_TYPES, 'Only what was done to things of this kind'),
];

/** What a person did and what was done to their account; of others it says neither who nor from where. */
export const ownAuditDataset: Dataset = {
  name: 'activity',
  title: 'Account activity',
  about: 'What you did, and what was done to your account',
  audience: 'person',
  columns: [
    column('at', 'instant', 'e.at'),
    column('deed', 'id', 'e.deed'),
    column('by', 'id', 'e.by'),
    column('targetType', 'id', 'e.target_type'),
    column('targetId', 'id', 'e.target_id'),
    column('address', 'id', 'e.address'),
    column('count', 'integer', 'e.count'),
    column('lastAt', 'instant', 'e.last_at'),
  ],
  filters,
  from: `${auditOfPerson(`${setting('owner')}::uuid`)} e`,
  // Its rows are the owner's by themselves.
  owned: 'true',
  at: 'e.at',
  order: 'e.id',
};

export const auditDataset: Dataset = {
  name: 'audit',
  title: 'Audit trail',
  about: 'What users and API keys did, to what, when and from where',
  audience: 'admin',
  columns: [
    column('id', 'id', 'e.id'),
    column('at', 'instant', 'e.at'),
    column('deed', 'id', 'e.deed'),
    column('actorId', 'id', 'e.actor_id'),
    column('apiKeyId', 'id', 'e.api_key_id'),
    column('targetType', 'id', 'e.target_type'),
    column('targetId', 'text', 'e.target_id'),
    column('address', 'id', 'e.address'),
    column('requestId', 'text', 'e.request_id'),
    column('details', 'json', 'e.details'),
    column('count', 'integer', 'e.count'),
    column('lastAt', 'instant', 'e.last_at'),
  ],
  filters,
  from: 'audit_entry e',
  at: 'e.at',
  order: 'e.id',
};
