import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import type { Refusal, UploadType } from '../files.contract.ts';

/** A workbook of hundreds of sheets has hundreds of entries. */
const MAX_ENTRIES = 2_000;
const MAX_INFLATED_BYTES = 200 * 1024 * 1024;
/** XML packs to a twentieth, a bomb to a thousandth. */
const MAX_RATIO = 100;
/** Below this size the ratio says nothing, since an empty sheet packs well. */
const RATIO_FROM_BYTES = 10 * 1024 * 1024;
const MAX_CONTENT_TYPES_BYTES = 256 * 1024;

const CONTENT_TYPES = '[Content_Types].xml';
const MAIN_PARTS: readonly [RegExp, UploadType][] = [
  [
    /application\/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\.main\+xml/,
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  [
    /application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet\.main\+xml/,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
];

type Verdict = { type: UploadType } | { refused: Refusal };

/**
 * Reads a stream up to a limit, whatever size the archive declares.
 * @returns null when there is more
 */
async function textOf(stream: Readable, limit: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += (chunk as Buffer).length;
    if (length > limit) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function typeOf(contentTypes: string | null): Verdict {
  if (contentTypes === null) return { refused: 'archive_bomb' };
  if (/macroEnabled/i.test(contentTypes)) return { refused: 'macros_refused' };
  const found = MAIN_PARTS.filter(([part]) => part.test(contentTypes));
  const [only] = found;
  return found.length === 1 && only !== undefined ? { type: only[1] } : { refused: 'unsupported_type' };
}

async function look(archive: yauzl.ZipFile): Promise<Verdict> {
  if (archive.entryCount > MAX_ENTRIES) return { refused: 'archive_bomb' };
  let packed = 0;
  let inflated = 0;
  const contentTypes: yauzl.Entry[] = [];
  for await (const entry of archive.eachEntry()) {
    if (entry.isEncrypted()) return { refused: 'encrypted' };
    if (/vbaProject\.bin$/i.test(entry.fileName)) return { refused: 'macros_refused' };
    packed += entry.compressedSize;
    inflated += entry.uncompressedSize;
    if (entry.fileName === CONTENT_TYPES) contentTypes.push(entry);
  }
  if (inflated > MAX_INFLATED_BYTES) return { refused: 'archive_bomb' };
  if (inflated > RATIO_FROM_BYTES && inflated > packed * MAX_RATIO) return { refused: 'archive_bomb' };
  const [only, second] = contentTypes;
  if (only === undefined || second !== undefined) return { refused: 'unsupported_type' };
  if (only.uncompressedSize > MAX_CONTENT_TYPES_BYTES) return { refused: 'archive_bomb' };
  return typeOf(await textOf(await archive.openReadStreamPromise(only), MAX_CONTENT_TYPES_BYTES));
}

/**
 * Tells the type of an archive by its directory and its list of parts. Inflates nothing but that list. The names of folders prove
 * nothing: a document with macros has the same ones.
 */
export async function officeTypeOf(path: string): Promise<Verdict> {
  let archive: yauzl.ZipFile;
  try {
    archive = await yauzl.openPromise(path, { strictFileNames: true, lazyEntries: true, autoClose: false });
  } catch {
    return { refused: 'malformed_archive' }; // No directory at the end, or one that contradicts itself.
  }
  try {
    return await look(archive);
  } catch {
    return { refused: 'malformed_archive' }; // A name that leaves its folder, or sizes that lie.
  } finally {
    archive.close();
  }
}
