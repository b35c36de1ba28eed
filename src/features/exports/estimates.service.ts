import { gzipSync } from 'node:zlib';
import type { Dataset } from '../../platform/datasets/dataset.ts';
import type { Em } from '../../platform/db/sql.ts';
import {
  estimateRows,
  type RowEstimate,
  type Sample,
  sampleRows,
  uploadedBytes,
  withSettings,
} from './estimates.queries.ts';
import { compressionOf } from './export-file.domain.ts';
import { ARCHIVE, type Compression, type ExportFormat, type ExportSpec, MAX_PDF_ROWS } from './exports.contract.ts';

export interface ExportEstimate extends RowEstimate {
  bytes: number;
  compression: Compression;
  /** False when the format allows fewer rows, so that the export would fail. */
  fits: boolean;
}

/**
 * Size relative to the same rows as JSON packed by gzip; for a PDF, relative to the plain JSON. Measured on rows like events,
 * prices and posts.
 */
const PACKED: Readonly<Partial<Record<ExportFormat, number>>> = { xlsx: 1.1, parquet: 0.65 };
const PDF = 0.87;

/** Bytes of so many rows like those of the sample. */
function bytesOf(
  { rows: sampled, text }: Sample,
  rows: number,
  format: ExportFormat,
  compression: Compression,
): number {
  if (sampled === 0) return 0;
  const lines = Buffer.from(`${text}\n`);
  const factor = PACKED[format] ?? 1;
  const packed = compression === 'gzip' || format in PACKED;
  const bytes = packed ? gzipSync(lines, { level: 1 }).length : lines.length;
  return (bytes / sampled) * rows * (format === 'pdf' ? PDF : factor);
}

/** How many rows and bytes an export would have if it started now. Writes nothing. */
export async function estimateExport(
  em: Em,
  parts: readonly Dataset[],
  spec: ExportSpec,
  owner: string,
): Promise<ExportEstimate> {
  return await withSettings(em, spec, owner, async (tx) => {
    const total = { rows: 0, exact: true, bytes: 0 };
    const add = async (dataset: Dataset, one: ExportSpec, formats: readonly ExportFormat[]) => {
      const { rows, exact } = await estimateRows(tx, dataset, one);
      total.rows += rows;
      total.exact &&= exact;
      for (const format of formats) {
        const sample = await sampleRows(tx, dataset, one, format === 'csv' ? 'csv' : 'json');
        const compression = spec.format === 'zip' ? 'gzip' : compressionOf(spec.compression, format, rows);
        total.bytes += bytesOf(sample, rows, format, compression);
      }
    };
    if (spec.dataset === ARCHIVE) {
      for (const dataset of parts) {
        const columns = dataset.columns.map(({ name }) => name);
        await add(dataset, { ...spec, columns, filters: {} }, ['ndjson', 'csv']);
      }
      total.bytes += await uploadedBytes(tx, owner);
    } else for (const dataset of parts) await add(dataset, spec, [spec.format]);
    return {
      ...total,
      bytes: Math.round(total.bytes),
      compression: compressionOf(spec.compression, spec.format, total.rows),
      fits: spec.format !== 'pdf' || total.rows <= MAX_PDF_ROWS,
    };
  });
}
