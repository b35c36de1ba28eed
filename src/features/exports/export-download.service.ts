import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { type Em, row } from '../../platform/db/sql.ts';
import { notFound, type Problem, problem } from '../../platform/http/problem.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import type { DownloadTokens } from './download-tokens.ts';

export interface ExportDownload {
  body: Readable;
  headers: Readonly<Record<string, string>>;
}

const NO_EXPORT = notFound('The export');
const EXPIRED = problem(410, 'link_expired', 'This link has expired. Ask for the export again.');

interface StoredRow {
  objectKey: string | null;
  fileName: string;
  contentType: string;
  bytes: string;
  sha256: string;
  expired: boolean;
}

/** Opens the file of an export for whoever has a link to it. */
export function createExportDownload(storage: Storage, tokens: DownloadTokens) {
  return async (em: Em, exportId: string, token: string): Promise<ExportDownload | Problem> => {
    const signed = tokens.read(token);
    if (signed === null || signed.exportId !== exportId.toLowerCase()) return NO_EXPORT;
    const found = await row<StoredRow>(
      em,
      sql`select object_key as "objectKey", file_name as "fileName", content_type as "contentType", bytes, sha256,
            now() >= least(expires_at, ${signed.expiresAt}) as expired
          from export where id = ${exportId} and expires_at is not null`,
    );
    if (!found) return NO_EXPORT;
    if (found.expired || found.objectKey === null) return EXPIRED;
    const object = await storage.get(found.objectKey);
    // Its bytes have just expired.
    if (object.outcome !== 'found') return EXPIRED;
    return {
      body: object.body,
      headers: {
        'Content-Type': found.contentType,
        'Content-Length': found.bytes,
        // Names of exports are ASCII without quotes.
        'Content-Disposition': `attachment; filename="${found.fileName}"`,
        ETag: `"${found.sha256}"`,
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    };
  };
}
