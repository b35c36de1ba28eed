import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ExportSpec } from './exports.contract.ts';

/** What a user asked to have exported, under the id of its job, and the file that became of it. */
export const ExportEntity = defineEntity({
  name: 'Export',
  tableName: 'export',
  indexes: [
    {
      name: 'export_requested_by_index',
      expression: 'create index export_requested_by_index on export (requested_by, id desc)',
    },
    {
      name: 'export_purge_at_index',
      expression: 'create index export_purge_at_index on export (purge_at) where purge_at is not null',
    },
  ],
  checks: [{ name: 'export_published_check', expression: '(object_key is null) or (expires_at is not null)' }],
  properties: {
    id: p.uuid().primary(),
    requestedBy: p.uuid(),
    spec: p.json<ExportSpec>(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** When the snapshot was taken. */
    takenAt: p.datetime().nullable(),
    rowCount: p.integer().nullable(),
    /** Null until it is published, and again once its bytes are gone. */
    objectKey: p.text().nullable(),
    fileName: p.text().nullable(),
    contentType: p.text().nullable(),
    bytes: p.bigint().nullable(),
    /** In hex. */
    sha256: p.text().nullable(),
    expiresAt: p.datetime().nullable(),
    /** When all objects of the job are to be removed. */
    purgeAt: p.datetime().nullable(),
  },
});
