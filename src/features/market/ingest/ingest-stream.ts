import { once } from 'node:events';
import { pipeline, Transform, type TransformCallback } from 'node:stream';
import { LineSplitter } from '../../../platform/http/line-splitter.ts';
import type { StreamedBody } from '../../../platform/http/route.ts';
import { CsvReader } from './ingest-csv.ts';
import { addObject } from './ingest-json.ts';
import { JsonArraySplitter } from './ingest-json-array.ts';
import { fieldOfLine, type IngestLimits, IngestRows, type NameField } from './ingest-rows.ts';

/** What is read of a streamed body. */
export type IngestBody = Pick<StreamedBody, 'contentType' | 'bytes'>;

/** Media types of an ingest. */
export const [CSV, NDJSON, JSON_ARRAY] = ['text/csv', 'application/x-ndjson', 'application/json'] as const;

const fieldOfElement: NameField = (index, field) => `body[${index}].${field}`;

/** What takes the text of a body piece by piece. */
interface Reader {
  push(piece: string): void;
  end(): void;
}

function readerOf(contentType: string, rows: IngestRows): Reader {
  const { lineLength } = rows.limits;
  if (contentType === JSON_ARRAY) {
    return new JsonArraySplitter(lineLength, (index, text) => addObject(rows, index, text));
  }
  if (contentType === NDJSON) {
    return new LineSplitter(lineLength, (number, text, from, end) => {
      const line = text.slice(from, end).trim();
      if (line !== '') addObject(rows, number, line);
    });
  }
  const csv = new CsvReader(rows);
  return new LineSplitter(lineLength, (number, text, from, end) => csv.line(number, text, from, end));
}

/** Turns the bytes of a body into rows for `COPY … (format binary)`. It fails for a body that cannot be stored whole. */
class IngestStream extends Transform {
  readonly rows: IngestRows;
  readonly #reader: Reader;

  constructor(contentType: string, limits: IngestLimits, latest: number) {
    super();
    this.rows = new IngestRows(limits, latest, contentType === JSON_ARRAY ? fieldOfElement : fieldOfLine);
    this.#reader = readerOf(contentType, this.rows);
  }

  /** Everything that is valid is ASCII: a byte is a character, and one above 127 is in nothing valid. */
  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#step(done, () => {
      this.#reader.push(bytes.toString('latin1'));
      return this.rows.written.takeFull();
    });
  }

  override _flush(done: TransformCallback): void {
    this.#step(done, () => {
      this.#reader.end();
      this.rows.finish();
      return this.rows.written.end();
    });
  }

  #step(done: TransformCallback, read: () => Buffer[]): void {
    try {
      for (const chunk of read()) this.push(chunk);
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  }
}

/**
 * Begins to read a body, and waits for its first rows: a short one is whole by then, and no connection to the database waits for
 * a slow client of a long one.
 * @param latest microseconds since 1970, after which a price is of the future
 * @throws ProblemError for a body that is refused by then; later the stream fails by it
 */
export async function openIngestStream(body: IngestBody, limits: IngestLimits, latest: number): Promise<IngestStream> {
  const stream = new IngestStream(body.contentType, limits, latest);
  pipeline(body.bytes, stream, () => undefined);
  await once(stream, 'readable');
  return stream;
}
