import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import type { Dataset } from '../../platform/datasets/dataset.ts';
import type { Snapshot } from '../../platform/db/copy-out.ts';
import type { PutResult, Storage } from '../../platform/storage/storage.ts';
import { columnsOf, copyCsv, copyJson, rowsQuery } from './dataset-query.ts';
import { contentTypeOf } from './export-file.domain.ts';
import type { Compression, ExportSpec } from './exports.contract.ts';
import { ArrayFraming, csvHead, Headed, LineCounter } from './text-framing.ts';

/** What Postgres copies, and what is put around it. */
function plan(dataset: Dataset, spec: ExportSpec): { statement: string; framing: Transform[] } {
  switch (spec.format) {
    case 'csv': {
      const head = csvHead(columnsOf(dataset, spec.columns), spec.dialect, spec.timeZone);
      return { statement: copyCsv(rowsQuery(dataset, spec, 'csv'), spec.dialect), framing: [new Headed(head)] };
    }
    case 'ndjson':
      return { statement: copyJson(rowsQuery(dataset, spec, 'json'), ''), framing: [] };
    case 'json':
      return { statement: copyJson(rowsQuery(dataset, spec, 'json'), ','), framing: [new ArrayFraming()] };
  }
}

export interface WriteRows {
  dataset: Dataset;
  spec: ExportSpec;
  snapshot: Snapshot;
  compression: Compression;
  storage: Storage;
  /** Of the new object. */
  key: string;
  signal: AbortSignal;
  /** Is told how many lines have passed. */
  onLines(lines: number): void;
}

export interface WrittenObject {
  /** As Postgres counted them. */
  rows: number;
  bytes: number;
  sha256: string;
}

/** Writes the rows of a snapshot to an object, in flat memory. The object is there when this returns, or not at all. */
export async function writeRows(options: WriteRows): Promise<WrittenObject> {
  const { dataset, spec, snapshot, compression, storage, key, signal } = options;
  const { statement, framing } = plan(dataset, spec);
  const rows = snapshot.copy(statement);
  const body = new PassThrough();
  // No time of day is in its header, so the same rows give the same bytes.
  const gzip = compression === 'gzip' ? [createGzip({ level: constants.Z_BEST_SPEED })] : [];
  const [piped, stored] = await Promise.allSettled([
    pipeline([rows, new LineCounter(options.onLines), ...framing, ...gzip, body], { signal }),
    storage.put(key, body, { contentType: contentTypeOf(spec.format, compression), ifAbsent: true, signal }),
  ]);
  if (stored.status === 'rejected') throw causeOf(piped, stored.reason);
  if (piped.status === 'rejected') throw piped.reason;
  return { rows: rows.rowCount, ...bytesOf(stored.value, key) };
}

/** What failed first: a store that fails destroys the body, by which the pipe breaks off without a reason of its own. */
function causeOf(piped: PromiseSettledResult<void>, stored: unknown): unknown {
  if (piped.status === 'fulfilled') return stored;
  return (piped.reason as { code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE' ? stored : piped.reason;
}

function bytesOf(stored: PutResult, key: string): { bytes: number; sha256: string } {
  if (stored.outcome === 'exists') throw new Error(`an object has the new key ${key}`);
  return { bytes: stored.size, sha256: stored.sha256 };
}
