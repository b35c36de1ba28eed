import { randomUUID } from 'node:crypto';
import { mkdir, open, statfs, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../../../platform/config.ts';
import type { IncomingFile } from '../../../platform/http/multipart.ts';
import { type Problem, problem } from '../../../platform/http/problem.ts';
import type { Refusal, UploadType } from '../files.contract.ts';
import { SPOOL_PREFIXES } from '../spool-sweep.service.ts';
import { cleanFileName } from './file-name.domain.ts';
import { sniff } from './sniff.ts';
import { SpoolFile } from './spool-file.ts';

/** A file that arrived whole and may be stored, or why it may not. */
export type SpooledFile = { name: string } & (
  | { path: string; size: number; sha256: string; contentType: UploadType }
  | { refused: Refusal }
);
export type AcceptedFile = Extract<SpooledFile, { path: string }>;

export function isAccepted(file: SpooledFile): file is AcceptedFile {
  return 'path' in file;
}

async function remove(path: string): Promise<void> {
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

/** Where uploads wait on disk until their size and hash are known. */
export class Spool {
  readonly #directory: string;
  readonly #maxBytes: number;
  readonly #minFreeBytes: number;

  constructor(config: Pick<Config['files'], 'spoolDirectory' | 'maxBytes' | 'minFreeBytes'>) {
    this.#directory = resolve(config.spoolDirectory);
    this.#maxBytes = config.maxBytes;
    this.#minFreeBytes = config.minFreeBytes;
  }

  /** A 507 unless the disk has room. */
  async roomProblem(): Promise<Problem | null> {
    await mkdir(this.#directory, { recursive: true });
    const { bavail, bsize } = await statfs(this.#directory);
    if (bavail * bsize >= this.#minFreeBytes) return null;
    return problem(507, 'insufficient_storage', 'There is no room for uploads on this server. Try again later.', {
      headers: { 'Retry-After': '60' },
    });
  }

  /**
   * Reads a file to its end, whatever it holds. Throws only when the connection breaks off or the disk fails, and then leaves
   * nothing.
   */
  async take({ name: sent, bytes }: IncomingFile): Promise<SpooledFile> {
    const name = cleanFileName(sent);
    const path = join(this.#directory, SPOOL_PREFIXES.upload + randomUUID());
    try {
      const { size, sha256 } = await this.#write(path, bytes);
      const verdict = size === 0 ? { refused: 'empty_file' as const } : await this.#judge(path, name, size);
      if ('type' in verdict) return { name, path, size, sha256, contentType: verdict.type };
      await remove(path);
      return { name, refused: verdict.refused };
    } catch (error) {
      await remove(path);
      throw error;
    }
  }

  async #judge(path: string, name: string, size: number): ReturnType<typeof sniff> {
    return size > this.#maxBytes ? { refused: 'file_too_large' } : await sniff(path, name);
  }

  /** What is beyond the limit is read and not kept. */
  async #write(path: string, bytes: Readable): Promise<{ size: number; sha256: string }> {
    const file = await open(path, 'wx', 0o600);
    try {
      const spooled = new SpoolFile(file, this.#maxBytes);
      return await pipeline(bytes, (chunks: AsyncIterable<Buffer>) => spooled.take(chunks));
    } finally {
      await file.close();
    }
  }

  /** Removes spooled files. */
  async discard(files: readonly SpooledFile[]): Promise<void> {
    for (const file of files) if (isAccepted(file)) await remove(file.path);
  }
}
