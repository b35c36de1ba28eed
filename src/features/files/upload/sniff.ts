import { open } from 'node:fs/promises';
import type { Refusal, UploadType } from '../files.contract.ts';
import { extensionOf } from './file-name.domain.ts';
import { MAGIC_BYTES, magicOf, textTypeOf } from './magic.domain.ts';
import { officeTypeOf } from './office-archive.ts';
import { startOfText } from './text-check.ts';

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Tells by its bytes what a file is. The name only tells texts apart, of which any may be any. */
export async function sniff(path: string, name: string): Promise<{ type: UploadType } | { refused: Refusal }> {
  const head = await headOf(path);
  const magic = magicOf(head);
  if (!('look' in magic)) return magic;
  if (magic.look === 'zip') return await officeTypeOf(path);
  const start = await startOfText(path, head);
  const type = start === null ? null : textTypeOf(start, extensionOf(name));
  return type === null ? { refused: 'unsupported_type' } : { type };
}
