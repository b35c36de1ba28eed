import type { z } from 'zod';
import type { FileRow } from './files.queries.ts';
import type { fileSchema } from './files.schema.ts';

export type FileView = z.infer<typeof fileSchema>;

const iso = (value: Date | null) => value?.toISOString() ?? null;

/** Shapes a row for the API; nothing else does. */
export function presentFile(file: FileRow): FileView {
  return {
    id: file.id,
    ownerId: file.ownerId,
    kind: file.kind,
    name: file.name,
    contentType: file.contentType,
    size: Number(file.size),
    sha256: file.sha256,
    version: file.version,
    status: file.status,
    error: file.errorCode === null ? null : { code: file.errorCode, message: file.errorMessage ?? '' },
    scan: file.scan,
    meta: file.meta,
    variants: file.variants,
    jobId: file.jobId,
    expiresAt: iso(file.expiresAt),
    createdAt: file.createdAt.toISOString(),
    readyAt: iso(file.readyAt),
    links: { self: `/api/files/${file.id}`, download: `/api/files/${file.id}/download` },
  };
}
