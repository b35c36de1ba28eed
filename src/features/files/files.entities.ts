import { defineEntity, p } from '@mikro-orm/postgresql';
import { FileUseEntity } from './attachments/attachments.entities.ts';
import type { FileKind, FileStatus, ScanState } from './files.contract.ts';

/** A file that a user uploaded or the system made for them. A deleted file keeps its row until its bytes are gone. */
export const FileEntity = defineEntity({
  name: 'File',
  tableName: 'file',
  indexes: [
    {
      name: 'file_owner_id_index',
      expression: 'create index file_owner_id_index on file (owner_id, id desc) where deleted_at is null',
    },
    {
      name: 'file_sha256_index',
      expression:
        "create index file_sha256_index on file (owner_id, sha256) where deleted_at is null and kind = 'upload'",
    },
    {
      name: 'file_expires_at_index',
      expression:
        'create index file_expires_at_index on file (expires_at) where expires_at is not null and deleted_at is null',
    },
    {
      name: 'file_job_id_index',
      expression: 'create index file_job_id_index on file (job_id) where job_id is not null',
    },
  ],
  checks: [
    { name: 'file_kind_check', expression: "kind in ('upload', 'export', 'report')" },
    { name: 'file_status_check', expression: "status in ('processing', 'ready', 'failed')" },
    { name: 'file_scan_check', expression: "scan in ('pending', 'clean', 'infected', 'not_scanned', 'skipped')" },
    { name: 'file_size_check', expression: 'size >= 0' },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    ownerId: p.uuid().nullable(),
    kind: p.text().$type<FileKind>(),
    name: p.text(),
    contentType: p.text(),
    size: p.bigint(),
    sha256: p.blob(),
    /** Raised by everything that ends links given out before. */
    version: p.integer().default(1),
    status: p.text().$type<FileStatus>().default('processing'),
    errorCode: p.text().nullable(),
    errorMessage: p.text().nullable(),
    meta: p.json<Record<string, unknown>>().nullable(),
    scan: p.text().$type<ScanState>(),
    /** Raised before a byte is decoded, so that a file that kills every process is given up. */
    processAttempts: p.integer().default(0),
    jobId: p.uuid().nullable(),
    expiresAt: p.datetime().nullable(),
    /** Its owner downloads it signed in; there are no links to it. */
    signInOnly: p.boolean().default(false),
    createdAt: p.datetime().defaultRaw('now()'),
    readyAt: p.datetime().nullable(),
    deletedAt: p.datetime().nullable(),
  },
});

/** An object of the storage. Its row is written before the first byte, and removed after the last byte is gone. */
export const StoredObjectEntity = defineEntity({
  name: 'StoredObject',
  tableName: 'stored_object',
  indexes: [
    {
      name: 'stored_object_live_index',
      expression:
        "create unique index stored_object_live_index on stored_object (file_id, variant, version) where state = 'live'",
    },
    {
      name: 'stored_object_lease_until_index',
      expression: "create index stored_object_lease_until_index on stored_object (lease_until) where state = 'writing'",
    },
    {
      name: 'stored_object_garbage_at_index',
      expression: "create index stored_object_garbage_at_index on stored_object (garbage_at) where state = 'garbage'",
    },
    {
      name: 'stored_object_owner_id_index',
      expression: 'create index stored_object_owner_id_index on stored_object (owner_id) where owner_id is not null',
    },
    { name: 'stored_object_file_id_index', properties: ['fileId'] },
    {
      name: 'stored_object_key_index',
      expression: 'create index stored_object_key_index on stored_object (key collate "C")',
    },
  ],
  checks: [
    { name: 'stored_object_state_check', expression: "state in ('writing', 'live', 'garbage')" },
    { name: 'stored_object_lease_check', expression: "(state = 'writing') = (lease_until is not null)" },
    { name: 'stored_object_garbage_check', expression: "(state = 'garbage') = (garbage_at is not null)" },
  ],
  properties: {
    key: p.text().primary(),
    fileId: p.uuid(),
    ownerId: p.uuid().nullable(),
    variant: p.text(),
    version: p.integer(),
    bytes: p.bigint(),
    contentType: p.text(),
    sha256: p.blob(),
    width: p.integer().nullable(),
    height: p.integer().nullable(),
    state: p.text().$type<'writing' | 'live' | 'garbage'>(),
    leaseUntil: p.datetime().nullable(),
    garbageAt: p.datetime().nullable(),
    attempts: p.integer().default(0),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** How much a user stores, and may store. Its row is the lock under which quota is reserved. */
export const UserStorageEntity = defineEntity({
  name: 'UserStorage',
  tableName: 'user_storage',
  checks: [
    { name: 'user_storage_used_bytes_check', expression: 'used_bytes >= 0' },
    { name: 'user_storage_reserved_bytes_check', expression: 'reserved_bytes >= 0' },
    { name: 'user_storage_file_count_check', expression: 'file_count >= 0' },
  ],
  properties: {
    userId: p.uuid().primary(),
    /** Bytes of live originals and variants. */
    usedBytes: p.bigint().defaultRaw('0'),
    /** Bytes of uploads in progress. */
    reservedBytes: p.bigint().defaultRaw('0'),
    fileCount: p.integer().default(0),
    /** Null: the quota of the configuration. */
    quotaBytes: p.bigint().nullable(),
  },
});

export const fileEntities = [FileEntity, StoredObjectEntity, UserStorageEntity, FileUseEntity];
