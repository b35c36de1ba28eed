import { PassThrough, pipeline, Readable } from 'node:stream';
import { Digest } from '../../../platform/storage/digest.ts';
import { type FileToArchive, filesToArchive } from '../../files/archived-files.reads.ts';
import { createArchivedNames } from './archived-name.domain.ts';
import type { Body } from './body.ts';
import type { CountedDataset, ExportBodyOptions } from './body-of.ts';
import { textBody } from './text-body.ts';
import { type ZipEntry, zipOf } from './zip.ts';

const FORMATS = ['ndjson', 'csv'] as const;

/** A dataset in one format, as an entry of the manifest. */
interface ArchivedTable {
  name: string;
  dataset: string;
  rows: number;
  bytes: number;
  sha256: string;
}

/** A file of the user, as an entry of the manifest. `damaged`: the stored bytes are not those that were uploaded. */
interface ArchivedFile {
  name: string | null;
  fileId: string;
  outcome: 'included' | 'missing' | 'infected' | 'damaged';
  bytes: number;
  sha256: string;
}

/**
 * Everything of a user: each dataset of one snapshot as NDJSON and as CSV, the uploads, and at last `manifest.json`, which lists
 * what is in the archive and what is missing.
 */
export function archiveBody({ parts, spec, snapshot, storage, onRows }: ExportBodyOptions): Body {
  const tables: (() => ArchivedTable)[] = [];
  const files: ArchivedFile[] = [];
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
          // Each row is written twice, as NDJSON and as CSV.
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
          tables.push(() => ({
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

  function included(file: FileToArchive, name: string, content: Readable): ZipEntry {
    const { id: fileId, size: bytes, sha256 } = file;
    return {
      name,
      stored: true,
      open: () => {
        const digest = new Digest(undefined);
        const checked = new PassThrough();
        pipeline([content, digest, checked], (error) => {
          if (error) checked.destroy(error);
          else
            files.push({ name, fileId, outcome: digest.sha256() === sha256 ? 'included' : 'damaged', bytes, sha256 });
        });
        return checked;
      },
    };
  }

  async function* uploads(): AsyncGenerator<ZipEntry> {
    const nameOf = createArchivedNames();
    for (const file of await snapshot.query<FileToArchive>(filesToArchive(spec.range))) {
      const { id: fileId, size: bytes, sha256, key, infected } = file;
      const found = infected || key === null ? null : await storage.get(key);
      if (found?.outcome === 'found') yield included(file, nameOf(file.name), found.body);
      else files.push({ name: null, fileId, outcome: infected ? 'infected' : 'missing', bytes, sha256 });
      // Postgres ends the transaction of the snapshot when it is idle for long.
      await snapshot.settled();
    }
  }

  async function* manifestText(): AsyncGenerator<string> {
    await snapshot.settled();
    const { timeZone, range } = spec;
    const content = {
      version: 2,
      snapshotAt: snapshot.takenAt.toISOString(),
      timeZone,
      range,
      tables: tables.map((one) => one()),
      files,
    };
    yield `${JSON.stringify(content, null, 2)}\n`;
  }

  async function* entries(): AsyncGenerator<ZipEntry> {
    for (const part of parts) for (const format of FORMATS) yield entryOf(part, format);
    yield* uploads();
    yield { name: 'manifest.json', open: () => Readable.from(manifestText()) };
  }

  return {
    streams: [zipOf(entries(), snapshot.takenAt)],
    rows: () => tables.reduce((sum, one) => sum + one().rows, 0) / FORMATS.length,
    cutCells: () => 0,
  };
}
