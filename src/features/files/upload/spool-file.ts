import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** Of one write: the network brings less than is worth a way through the threads of libuv. */
const WRITE_BYTES = 256 * 1_024;

/**
 * Writes and hashes what arrives in large pieces: one is filled while the disk takes the other. The chunks of the network are copied,
 * so that they are garbage at once: kept until they are written they would outlive the young generation, and whole heaps be searched
 * for them. Whoever opened the file closes it.
 */
export class SpoolFile {
  readonly #file: FileHandle;
  readonly #maxBytes: number;
  readonly #hash = createHash('sha256');
  #size = 0;
  #filling: Buffer = Buffer.allocUnsafeSlow(WRITE_BYTES);
  #filled = 0;
  /** The piece that the disk takes, or took last. */
  #written: Buffer | null = null;
  #writing: Promise<void> = Promise.resolve();

  /** @param maxBytes what is beyond is counted, and not kept */
  constructor(file: FileHandle, maxBytes: number) {
    this.#file = file;
    this.#maxBytes = maxBytes;
  }

  /** Takes all there is. @returns bytes that arrived; the hash, in hex, of those that were kept */
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

  /** Hands over what was gathered, once the disk has taken what it got before. */
  async #flush(): Promise<void> {
    await this.#writing;
    const full = this.#filling;
    const bytes = full.subarray(0, this.#filled);
    this.#filling = this.#written ?? Buffer.allocUnsafeSlow(WRITE_BYTES);
    this.#filled = 0;
    this.#written = full;
    this.#writing = this.#file.appendFile(bytes);
    // The next chunk, which sees it fail, may be long in coming.
    this.#writing.catch(() => undefined);
    this.#hash.update(bytes);
  }
}
