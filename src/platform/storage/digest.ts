import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { ChecksumMismatchError, SizeMismatchError } from './storage.ts';

/** Counts and hashes bytes, and compares them with what was announced of them. */
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

  /** After the end, in hex. */
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

  /** @throws SizeMismatchError, ChecksumMismatchError when these were not the bytes that were announced */
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

/** Passes bytes through and tallies them; ends in an error when they are not those that were announced. */
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
