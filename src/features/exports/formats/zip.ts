import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  /** Made by code: relative, without `..`. */
  name: string;
  /** Is called when all entries before it are written. */
  open(): Readable;
}

/** Fast: a file is downloaded once. */
const LEVEL = 1;

/** A ZIP of the entries in this order, one after the other. @param at time of all entries */
export function zipOf(entries: readonly ZipEntry[], at: Date): Readable {
  const zip = new ZipFile();
  const bytes = zip.outputStream as Readable;
  zip.on('error', (error: Error) => bytes.destroy(error));
  for (const { name, open } of entries) {
    zip.addReadStreamLazy(name, { mtime: at, compressionLevel: LEVEL }, (done) => {
      try {
        done(null, open());
      } catch (error) {
        bytes.destroy(error as Error);
      }
    });
  }
  zip.end();
  return bytes;
}
