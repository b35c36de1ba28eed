import type { Readable, Transform } from 'node:stream';
import type { Dataset } from '../../../platform/datasets/dataset.ts';
import type { Snapshot } from '../../../platform/db/copy-out.ts';
import type { ExportSpec } from '../exports.contract.ts';

export interface BodyOptions {
  dataset: Dataset;
  spec: ExportSpec;
  snapshot: Snapshot;
  /** Rows that were counted. */
  total: number;
  /** Is told how many have passed. */
  onRows(rows: number): void;
}

/** The bytes of a file, in flat memory. */
export interface Body {
  /** The first gives bytes, each of the others passes on what it makes of them. */
  streams: readonly [Readable, ...Transform[]];
  /** As many as were written. Known, as all of the rest, once the streams have ended and the snapshot has settled. */
  rows(): number;
  /** Texts that were cut because the format holds no longer ones. */
  cutCells(): number;
  /** Characters in the place of which another one stands, since no font of the file has them. */
  substitutes?(): number;
}
