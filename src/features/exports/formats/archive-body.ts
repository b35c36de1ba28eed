import { PassThrough, Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
  /**
   * Over when all entries so far are noted, in their order. The bytes of an entry may end earlier: what they are read from is closed in
   * its own time.
   */
  let noted = Promise.resolve();
  let written = 0;

  /** @param over rejects when there is nothing to note: the archive has failed */
  function note(entry: () => void, over: Promise<void> = Promise.resolve()): void {
    noted = noted.then(() => over).then(entry, () => undefined);
  }

  /** Passes an entry's streams on, and notes it at their end. */
  function pass(streams: readonly [Readable, ...Transform[]], entry: () => void): Readable {
    const last = new PassThrough();
    const over = pipeline([...streams, last]);
    over.catch((error: Error) => last.destroy(error));
    note(entry, over);
    return last;
  }

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
        return pass([...body.streams, digest], () => {
          written += total;
          tables.push(() => ({
            name,
            dataset: dataset.name,
            rows: body.rows(),
            bytes: digest.byteCount,
            sha256: digest.sha256(),
          }));
        });
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
        return pass([content, digest], () => {
          files.push({ name, fileId, outcome: digest.sha256() === sha256 ? 'included' : 'damaged', bytes, sha256 });
        });
      },
    };
  }

  async function* uploads(): AsyncGenerator<ZipEntry> {
    const nameOf = createArchivedNames();
    for (const file of await snapshot.query<FileToArchive>(filesToArchive(spec.range))) {
      const { id: fileId, size: bytes, sha256, key, infected } = file;
      const found = infected || key === null ? null : await storage.get(key);
      if (found?.outcome === 'found') yield included(file, nameOf(file.name), found.body);
      else {
        const outcome = infected ? 'infected' : 'missing';
        note(() => files.push({ name: null, fileId, outcome, bytes, sha256 }));
      }
      // Postgres ends the transaction of the snapshot when it is idle for long.
      await snapshot.settled();
    }
  }

  async function* manifestText(): AsyncGenerator<string> {
    await noted;
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
