import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { ChecksumMismatchError, SizeMismatchError } from './storage.ts';

/** Passes bytes through, and counts and hashes them. Fails when size or hash differ from what was announced. */
export class Digest extends Transform {
  readonly #hash = createHash('sha256');
  readonly #expected: number | undefined;
  readonly #expectedSha256: string | undefined;
  #size = 0;
  #sha256: string | null = null;

  /** @param expectedSha256 in hex */
  constructor(expectedSize: number | undefined, expectedSha256?: string) {
    super();
    this.#expected = expectedSize;
    this.#expectedSha256 = expectedSha256;
  }

  /** Not named `size`: the uploader of the AWS SDK takes a `size` of a stream for its final length. */
  get byteCount(): number {
    return this.#size;
  }

  /** The hash in hex, once the stream has ended. */
  sha256(): string {
    this.#sha256 ??= this.#hash.digest('hex');
    return this.#sha256;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#size += chunk.length;
    if (this.#expected !== undefined && this.#size > this.#expected) return done(this.#mismatch());
    this.#hash.update(chunk);
    return done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    if (this.#expected !== undefined && this.#size !== this.#expected) return done(this.#mismatch());
    if (this.#expectedSha256 !== undefined && this.sha256() !== this.#expectedSha256) {
      return done(new ChecksumMismatchError('the bytes do not have the SHA-256 that was announced'));
    }
    return done(null);
  }

  #mismatch(): SizeMismatchError {
    return new SizeMismatchError(`${this.#expected} bytes were announced, and ${this.#size} came so far`);
  }
}
