import { PassThrough, pipeline, Readable } from 'node:stream';
import { Digest } from '../../../platform/storage/digest.ts';
import type { Body } from './body.ts';
import type { CountedDataset, ExportBodyOptions } from './body-of.ts';
import { textBody } from './text-body.ts';
import { type ZipEntry, zipOf } from './zip.ts';

const FORMATS = ['ndjson', 'csv'] as const;

/** A line of the manifest. */
interface ArchivedFile {
  name: string;
  dataset: string;
  rows: number;
  bytes: number;
  sha256: string;
}

/** Everything of a user: each dataset as NDJSON and as CSV, of one snapshot, and `manifest.json` last, with what is in the others. */
export function archiveBody({ parts, spec, snapshot, onRows }: ExportBodyOptions): Body {
  const files: (() => ArchivedFile)[] = [];
  let written = 0;

  function entryOf({ dataset, total }: CountedDataset, format: (typeof FORMATS)[number]): ZipEntry {
    const name = `${dataset.name}.${format}`;
    return {
      name,
      open: () => {
        const columns = dataset.columns.map((column) => column.name);
        const body = textBody({
          dataset,
          spec: { ...spec, format, columns, filters: {}, dialect: 'standard' },
          snapshot,
          total,
          // Each row is written twice.
          onRows: (rows) => onRows(Math.floor((written + rows) / FORMATS.length)),
        });
        const digest = new Digest(undefined);
        const bytes = new PassThrough();
        pipeline([...body.streams, digest, bytes], (error) => {
          if (error) {
            bytes.destroy(error);
            return;
          }
          written += total;
          files.push(() => ({
            name,
            dataset: dataset.name,
            rows: body.rows(),
            bytes: digest.byteCount,
            sha256: digest.sha256(),
          }));
        });
        return bytes;
      },
    };
  }

  async function* manifestText(): AsyncGenerator<string> {
    await snapshot.settled();
    const { timeZone, range } = spec;
    const content = {
      version: 1,
      snapshotAt: snapshot.takenAt.toISOString(),
      timeZone,
      range,
      files: files.map((one) => one()),
    };
    yield `${JSON.stringify(content, null, 2)}\n`;
  }

  const manifest: ZipEntry = {
    name: 'manifest.json',
    open: () => Readable.from(manifestText()),
  };
  const entries = parts.flatMap((part) => FORMATS.map((format) => entryOf(part, format)));
  return {
    streams: [zipOf([...entries, manifest], snapshot.takenAt)],
    rows: () => files.reduce((sum, one) => sum + one().rows, 0) / FORMATS.length,
    cutCells: () => 0,
  };
}
