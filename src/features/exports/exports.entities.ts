import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ExportSpec } from './exports.contract.ts';

/** An export that a user requested. The export, its job and its file have the same id. */
export const ExportEntity = defineEntity({
  name: 'Export',
  tableName: 'export',
  indexes: [
    {
      name: 'export_requested_by_index',
      expression: 'create index export_requested_by_index on export (requested_by, id desc)',
    },
  ],
  properties: {
    id: p.uuid().primary(),
    requestedBy: p.uuid(),
    spec: p.json<ExportSpec>(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** When the snapshot was taken; null before. */
    takenAt: p.datetime().nullable(),
    rowCount: p.integer().nullable(),
    /**
     * Name of the file, which has the id of the export. Kept here to be shown after the file is gone. Null until it is published.
     */
    fileName: p.text().nullable(),
    contentType: p.text().nullable(),
    bytes: p.bigint().nullable(),
    /** In hex. */
    sha256: p.text().nullable(),
    expiresAt: p.datetime().nullable(),
  },
});
