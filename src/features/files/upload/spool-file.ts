import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** Bytes of one write. Each write costs a round through the threads of libuv, whatever its size. */
const WRITE_BYTES = 256 * 1_024;

/**
 * Writes and hashes an upload in large pieces: one piece is filled while the disk takes the other. Chunks of the network are copied, so
 * that they are garbage at once. Kept until they are written, they would leave the young generation, and freeing them would take a mark
 * of the whole heap. The caller closes the file.
 */
export class SpoolFile {
  readonly #file: FileHandle;
  readonly #maxBytes: number;
  readonly #hash = createHash('sha256');
  #size = 0;
  #filling: Buffer = Buffer.allocUnsafeSlow(WRITE_BYTES);
  #filled = 0;
  /** The piece that the disk takes now, or took last. */
  #written: Buffer | null = null;
  #writing: Promise<void> = Promise.resolve();

  /** @param maxBytes bytes beyond it are counted and dropped */
  constructor(file: FileHandle, maxBytes: number) {
    this.#file = file;
    this.#maxBytes = maxBytes;
  }

  /** Reads to the end. @returns `size` of what arrived, in bytes; the hash of the kept bytes, in hex. @throws what the disk or the source failed with */
  async take(chunks: AsyncIterable<Buffer>): Promise<{ size: number; sha256: string }> {
    try {
      for await (const chunk of chunks) {
        this.#size += chunk.length;
        if (this.#size <= this.#maxBytes) await this.#gather(chunk);
      }
      await this.#flush();
    } finally {
      await this.#writing;
    }
    return { size: this.#size, sha256: this.#hash.digest('hex') };
  }

  async #gather(chunk: Buffer): Promise<void> {
    let at = 0;
    for (;;) {
      const copied = chunk.copy(this.#filling, this.#filled, at);
      this.#filled += copied;
      at += copied;
      if (this.#filled < WRITE_BYTES) return;
      await this.#flush();
    }
  }

  /** Waits until the disk has taken the last piece, and gives it the next one. */
  async #flush(): Promise<void> {
    await this.#writing;
    const full = this.#filling;
    const bytes = full.subarray(0, this.#filled);
    this.#filling = this.#written ?? Buffer.allocUnsafeSlow(WRITE_BYTES);
    this.#filled = 0;
    this.#written = full;
    this.#writing = this.#file.appendFile(bytes);
    // A failure is thrown with the next chunk, which may arrive much later.
    this.#writing.catch(() => undefined);
    this.#hash.update(bytes);
  }
}
