import type { Dataset } from '../../../platform/datasets/dataset.ts';
import type { Snapshot } from '../../../platform/db/copy-out.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import type { ExportSpec } from '../exports.contract.ts';
import { archiveBody } from './archive-body.ts';
import type { Body } from './body.ts';
import { parquetBody } from './parquet-body.ts';
import { pdfBody } from './pdf-body.ts';
import { textBody } from './text-body.ts';
import { xlsxBody } from './xlsx-body.ts';

export interface CountedDataset {
  dataset: Dataset;
  total: number;
}

export interface ExportBodyOptions {
  /** One part, except for an archive. */
  parts: readonly [CountedDataset, ...CountedDataset[]];
  spec: ExportSpec;
  snapshot: Snapshot;
  /** Where the user's files are, for an archive. */
  storage: Storage;
  /** Called with the number of rows written so far. */
  onRows(rows: number): void;
}

/** The file in the requested format. */
export function bodyOf(options: ExportBodyOptions): Body {
  const { parts, spec } = options;
  if (spec.format === 'zip') return archiveBody(options);
  const one = { ...options, ...parts[0] };
  if (spec.format === 'pdf') return pdfBody(one);
  if (spec.format === 'parquet') return parquetBody(one);
  return spec.format === 'xlsx' ? xlsxBody(one) : textBody(one);
}
