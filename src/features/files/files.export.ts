import { column, type Dataset, equals, ownedBy } from '../../platform/datasets/dataset.ts';
import { FILE_STATUSES } from './files.contract.ts';

/** The uploads of a person, without the bytes. The bytes are in their archive. */
export const filesDataset: Dataset = {
  name: 'files',
  title: 'Files',
  about: 'The list of the files that you uploaded',
  audience: 'person',
  columns: [
    column('id', 'id', 'f.id'),
    column('createdAt', 'instant', 'f.created_at'),
    column('name', 'text', 'f.name'),
    column('contentType', 'id', 'f.content_type'),
    column('size', 'integer', 'f.size'),
    column('sha256', 'id', "encode(f.sha256, 'hex')"),
    column('version', 'integer', 'f.version'),
    column('status', 'id', 'f.status'),
    column('scan', 'id', 'f.scan'),
  ],
  filters: [equals('status', 'f.status', FILE_STATUSES, 'Only files with this status')],
  from: 'file f',
  owned: `${ownedBy('f.owner_id')} and f.kind = 'upload' and f.deleted_at is null`,
  at: 'f.created_at',
  order: 'f.id',
};
