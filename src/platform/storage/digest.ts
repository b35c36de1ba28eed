import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { ChecksumMismatchError, SizeMismatchError } from './storage.ts';

/** Counts and hashes bytes, and compares both with what was announced. */
export class Tally {
  readonly #hash = createHash('sha256');
  readonly #expectedSize: number | undefined;
  readonly #expectedSha256: string | undefined;
  #size = 0;
  #sha256: string | null = null;

  /** @param expectedSha256 in hex */
  constructor(expectedSize: number | undefined, expectedSha256?: string) {
    this.#expectedSize = expectedSize;
    this.#expectedSha256 = expectedSha256;
  }

  get size(): number {
    return this.#size;
  }

  /** The hash in hex, after the last byte. */
  sha256(): string {
    this.#sha256 ??= this.#hash.digest('hex');
    return this.#sha256;
  }

  /** @throws SizeMismatchError once there are too many */
  add(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#expectedSize !== undefined && this.#size > this.#expectedSize) throw this.#mismatch();
    this.#hash.update(bytes);
  }

  /** Call it after the last byte. @throws SizeMismatchError, ChecksumMismatchError */
  end(): void {
    if (this.#expectedSize !== undefined && this.#size !== this.#expectedSize) throw this.#mismatch();
    if (this.#expectedSha256 !== undefined && this.sha256() !== this.#expectedSha256) {
      throw new ChecksumMismatchError('the bytes do not have the SHA-256 that was announced');
    }
  }

  #mismatch(): SizeMismatchError {
    return new SizeMismatchError(`${this.#expectedSize} bytes were announced, and ${this.#size} came so far`);
  }
}

/** Passes bytes through, and counts and hashes them. Fails when size or hash differ from what was announced. */
export class Digest extends Transform {
  readonly #tally: Tally;

  /** @param expectedSha256 in hex */
  constructor(expectedSize: number | undefined, expectedSha256?: string) {
    super();
    this.#tally = new Tally(expectedSize, expectedSha256);
  }

  /** Not named `size`: the uploader of the AWS SDK takes a `size` of a stream for its final length. */
  get byteCount(): number {
    return this.#tally.size;
  }

  /** After the end. */
  sha256(): string {
    return this.#tally.sha256();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.#tally.add(chunk);
    } catch (error) {
      return done(error as Error);
    }
    return done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    try {
      this.#tally.end();
    } catch (error) {
      return done(error as Error);
    }
    return done(null);
  }
}
