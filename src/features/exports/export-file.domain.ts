import { type Compression, type ExportFormat, isPacked } from './exports.contract.ts';

interface FileKind {
  extension: string;
  contentType: string;
}

const KINDS: Readonly<Record<ExportFormat, FileKind>> = {
  csv: { extension: 'csv', contentType: 'text/csv; charset=utf-8' },
  json: { extension: 'json', contentType: 'application/json; charset=utf-8' },
  ndjson: { extension: 'ndjson', contentType: 'application/x-ndjson; charset=utf-8' },
  xlsx: {
    extension: 'xlsx',
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  pdf: { extension: 'pdf', contentType: 'application/pdf' },
  parquet: { extension: 'parquet', contentType: 'application/vnd.apache.parquet' },
  zip: { extension: 'zip', contentType: 'application/zip' },
};

/** A file with at least so many rows is compressed by default. It has some tens of megabytes. */
const COMPRESSED_FROM_ROWS = 100_000;

export function compressionOf(asked: Compression | null, format: ExportFormat, rows: number): Compression {
  if (isPacked(format)) return 'none';
  return asked ?? (rows > COMPRESSED_FROM_ROWS ? 'gzip' : 'none');
}

export interface ExportedFile {
  dataset: string;
  format: ExportFormat;
  compression: Compression;
  timeZone: string;
  takenAt: Date;
}

/** Such as `posts-20260302T154100-Europe_Berlin.csv.gz`, with the time of the snapshot in the zone of the values. */
export function fileNameOf({ dataset, format, compression, timeZone, takenAt }: ExportedFile): string {
  const part = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const at = part.format(takenAt).replace(/[-:]/g, '').replace(' ', 'T');
  const zone = timeZone.replace(/[^A-Za-z0-9+-]+/g, '_');
  return `${dataset}-${at}-${zone}.${KINDS[format].extension}${compression === 'gzip' ? '.gz' : ''}`;
}

export function contentTypeOf(format: ExportFormat, compression: Compression): string {
  return compression === 'gzip' ? 'application/gzip' : KINDS[format].contentType;
}
