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

/** Tells the type of a file by its bytes. The name only decides between text types, whose bytes do not differ. */
export async function sniff(path: string, name: string): Promise<{ type: UploadType } | { refused: Refusal }> {
  const head = await headOf(path);
  const magic = magicOf(head);
  if (!('look' in magic)) return magic;
  if (magic.look === 'zip') return await officeTypeOf(path);
  const start = await startOfText(path, head);
  const type = start === null ? null : textTypeOf(start, extensionOf(name));
  return type === null ? { refused: 'unsupported_type' } : { type };
}
