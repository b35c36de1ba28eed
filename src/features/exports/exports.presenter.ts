import type { z } from 'zod';
import type { Dataset } from '../../platform/datasets/dataset.ts';
import { ARCHIVE, formatsOf } from './exports.contract.ts';
import type { ExportRow } from './exports.queries.ts';
import type { datasetsSchema, ExportView } from './exports.schema.ts';
import { titleOf } from './titles.ts';

/** Makes a link that downloads the file: for anyone who has it, or with `signInOnly` for its user, who sends their access token. */
export type DownloadLink = (file: { id: string; version: number; signInOnly: boolean }, expiresAt: Date) => string;

function statusOf({ status, file_version, expires_at }: ExportRow): ExportView['status'] {
  if (expires_at === null) return status === null || status === 'succeeded' ? 'failed' : status;
  return file_version === null ? 'expired' : 'ready';
}

function fileOf(row: ExportRow): ExportView['file'] {
  const { file_name: name, content_type: contentType, bytes, sha256, expires_at: expiresAt } = row;
  if (name === null || contentType === null || bytes === null || sha256 === null || expiresAt === null) return null;
  return { name, contentType, bytes: Number(bytes), sha256, expiresAt: expiresAt.toISOString() };
}

/** Shapes a row for the API; nothing else does. */
export function presentExport(row: ExportRow, linkTo: DownloadLink): ExportView {
  const { id, file_version: version, expires_at: expiresAt } = row;
  const { signInOnly = false } = row.spec;
  return {
    id,
    status: statusOf(row),
    spec: { ...row.spec, columns: [...row.spec.columns], signInOnly },
    createdAt: row.created_at.toISOString(),
    snapshotAt: row.taken_at?.toISOString() ?? null,
    rows: row.row_count,
    file: fileOf(row),
    links: {
      self: `/api/jobs/export/${id}`,
      job: `/api/jobs/${id}`,
      file: version === null ? null : `/api/files/${id}`,
      download: version === null || expiresAt === null ? null : linkTo({ id, version, signInOnly }, expiresAt),
    },
  };
}

export function presentDatasets(datasets: readonly Dataset[]): z.infer<typeof datasetsSchema> {
  const archive = { name: ARCHIVE, title: titleOf(ARCHIVE, []), about: 'Every dataset of yours in one ZIP' };
  const all = [...datasets, { ...archive, audience: 'person' as const, columns: [], filters: [] }];
  return {
    data: all.map(({ name, title, about, audience, columns, filters }) => ({
      name,
      title,
      about,
      audience,
      formats: [...formatsOf({ name, audience })],
      columns: columns.map((column) => ({ name: column.name, type: column.type })),
      filters: filters.map((filter) => ({
        name: filter.name,
        about: filter.about,
        values: typeof filter.values === 'string' ? null : [...filter.values],
      })),
    })),
  };
}
