import type { Readable } from 'node:stream';
import type { CopyOut } from '../../../platform/db/copy-out.ts';

/** A row, its values by the names of its columns. */
export type CellRow = Readonly<Record<string, string | number | boolean | null>>;

/** Reads rows from a stream with one JSON document a line, a batch for each chunk, as fast as they are requested. */
export class JsonRows {
  readonly #pieces: AsyncIterator<Buffer>;
  #waiting: CellRow[] = [];
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: Readable | CopyOut) {
    this.#pieces = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** The next rows, at most `limit`; an empty list at the end. */
  async next(limit: number): Promise<CellRow[]> {
    while (this.#waiting.length === 0) {
      const { done, value } = await this.#pieces.next();
      if (done) return [];
      const bytes = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
      const end = bytes.lastIndexOf(0x0a);
      this.#rest = bytes.subarray(end + 1);
      if (end === -1) continue;
      const lines = bytes.toString('utf8', 0, end).split('\n');
      this.#waiting = lines.map((line) => JSON.parse(line) as CellRow);
    }
    return this.#waiting.splice(0, limit);
  }
}
