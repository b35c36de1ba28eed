import type { FileHandle } from 'node:fs/promises';

/**
 * A file of the local store is the object's bytes followed by a footer: JSON, its length in four bytes, and a mark. One rename
 * therefore publishes, replaces or removes bytes and description together, and an open file is a snapshot of both.
 */
export interface Footer {
  contentType: string;
  etag: string;
}

const MARK = Buffer.from('vibe');
const TRAILER_BYTES = 4 + MARK.length;
/** Footers are far shorter, so one read of this size gets a whole one. */
const MAX_FOOTER_BYTES = 4_096;

export function encodeFooter(footer: Footer): Buffer {
  const json = Buffer.from(JSON.stringify(footer));
  if (json.length + TRAILER_BYTES > MAX_FOOTER_BYTES) throw new RangeError('the content type is too long');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([json, length, MARK]);
}

/** @throws when the file was not written by the local store */
export async function readFooter(file: FileHandle): Promise<Footer & { size: number; modifiedAt: Date }> {
  const { size: fileSize, mtime } = await file.stat();
  const length = Math.min(fileSize, MAX_FOOTER_BYTES);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, fileSize - length);
  const jsonEnd = length - TRAILER_BYTES;
  if (jsonEnd < 0 || !buffer.subarray(jsonEnd + 4).equals(MARK)) throw new Error('not a file of the local store');
  const jsonLength = buffer.readUInt32BE(jsonEnd);
  const footer = JSON.parse(buffer.toString('utf8', jsonEnd - jsonLength, jsonEnd)) as Footer;
  return { ...footer, size: fileSize - jsonLength - TRAILER_BYTES, modifiedAt: mtime };
}
