import type { Readable, Transform } from 'node:stream';
import type { Dataset } from '../../../platform/datasets/dataset.ts';
import type { Snapshot } from '../../../platform/db/copy-out.ts';
import type { ExportSpec } from '../exports.contract.ts';

export interface BodyOptions {
  dataset: Dataset;
  spec: ExportSpec;
  snapshot: Snapshot;
  /** Rows counted before. */
  total: number;
  /** Called with the number of rows written so far. */
  onRows(rows: number): void;
}

/** A file as a stream of bytes, in flat memory. */
export interface Body {
  /** The first stream is the source. Each of the others transforms the output of the one before. */
  streams: readonly [Readable, ...Transform[]];
  /** Rows written. Like all figures below, known once the streams have ended and the snapshot has settled. */
  rows(): number;
  /** Texts that were cut to the longest that the format allows. */
  cutCells(): number;
  /** Characters that were replaced, since no font of the file has them. */
  substitutes?(): number;
}
