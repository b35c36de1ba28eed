import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { SizeMismatchError } from './storage.ts';

/** Passes bytes through, counting and hashing them; ends in an error when there are not as many as were announced. */
export class Digest extends Transform {
  readonly #hash = createHash('sha256');
  readonly #expected: number | undefined;
  #size = 0;

  constructor(expectedSize: number | undefined) {
    super();
    this.#expected = expectedSize;
  }

  /** Not named `size`: the uploader of the AWS SDK takes a `size` of a stream for its final length. */
  get byteCount(): number {
    return this.#size;
  }

  /** Once, after the end. */
  sha256(): string {
    return this.#hash.digest('hex');
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#size += chunk.length;
    if (this.#expected !== undefined && this.#size > this.#expected) return done(this.#mismatch());
    this.#hash.update(chunk);
    return done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.#expected !== undefined && this.#size !== this.#expected ? this.#mismatch() : null);
  }

  #mismatch(): SizeMismatchError {
    return new SizeMismatchError(`${this.#expected} bytes were announced, and ${this.#size} came so far`);
  }
}
