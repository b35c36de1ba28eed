import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  /** Relative path, without `..`. */
  name: string;
  /** Called when all entries before it are written. */
  open(): Readable;
  /** True for content that is packed already, which is not compressed again. */
  stored?: boolean;
}

/** The fastest level, since a file is downloaded once. */
const LEVEL = 1;

type Entries = Iterable<ZipEntry> | AsyncIterable<ZipEntry>;

async function fill(zip: ZipFile, bytes: Readable, entries: Entries, at: Date): Promise<void> {
  for await (const { name, open, stored = false } of entries) {
    if (bytes.destroyed) return;
    const content = open();
    const close = () => content.destroy();
    bytes.once('close', close);
    zip.addReadStreamLazy(
      name,
      { mtime: at, compress: !stored, ...(stored ? {} : { compressionLevel: LEVEL }) },
      (give) => give(null, content),
    );
    await finished(content, { writable: false });
    bytes.off('close', close);
  }
  zip.end();
}

/**
 * A ZIP of the entries, in their order.
 * @param at time of all entries
 */
export function zipOf(entries: Entries, at: Date): Readable {
  const zip = new ZipFile();
  const bytes = zip.outputStream as Readable;
  zip.on('error', (error: Error) => bytes.destroy(error));
  fill(zip, bytes, entries, at).catch((error: Error) => bytes.destroy(error));
  return bytes;
}
