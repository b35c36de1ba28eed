import { Transform, type TransformCallback } from 'node:stream';
import { parseJson } from '../../../platform/http/json-text.ts';
import { LineSplitter } from '../../../platform/http/line-splitter.ts';
import {
  type FieldError,
  invalidRequest,
  isProblem,
  MAX_ERRORS,
  ProblemError,
} from '../../../platform/http/problem.ts';
import { type ClientEvent, readEvents } from '../events/client-events.ts';

/** Properties of 4 KB and the rest of the line. */
const LINE_LENGTH = 8_192;

/** An event of a file. It always has a time, unlike an event that a client sends. */
export type ImportedEvent = ClientEvent & { at: number };

const NO_TIME: FieldError = { field: 'body.occurredAt', code: 'missing', message: 'An older event needs its time' };

/**
 * Reads one line.
 * @returns the event, or what is wrong with the line
 */
function readLine(text: string): ImportedEvent | readonly FieldError[] {
  const json = parseJson(text);
  if (!json.ok) return [{ field: 'body', code: 'malformed_json', message: json.message }];
  if (typeof json.value === 'object' && json.value !== null && 'events' in json.value) {
    return [{ field: 'body.events', code: 'unknown_field', message: 'A line is one event' }];
  }
  const events = readEvents(json.value);
  if (isProblem(events)) return events.errors ?? [{ field: 'body', code: events.code, message: events.detail }];
  const [event] = events;
  return event === undefined || event.at === null ? [NO_TIME] : (event as ImportedEvent);
}

/** Reads the lines of a file of events as they arrive. Skips empty lines. */
class ImportReader {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #lines: LineSplitter;

  /** @param take gets the content of each line, and its number from 1 */
  constructor(take: (read: ImportedEvent | readonly FieldError[], number: number) => void) {
    this.#lines = new LineSplitter(LINE_LENGTH, (number, text, from, end) => {
      const line = text.slice(from, end).trim();
      if (line !== '') take(readLine(line), number);
    });
  }

  /** @throws ProblemError for bytes that are not UTF-8 and for a line that is too long */
  push(bytes: Buffer): void {
    this.#lines.push(this.#decode(bytes, true));
  }

  end(): void {
    this.#lines.push(this.#decode(Buffer.alloc(0), false));
    this.#lines.end();
  }

  #decode(bytes: Buffer, stream: boolean): string {
    try {
      return this.#decoder.decode(bytes, { stream });
    } catch {
      throw new ProblemError(invalidRequest([{ field: 'body', code: 'not_utf8', message: 'Must be UTF-8' }]));
    }
  }
}

const isEvent = (read: ImportedEvent | readonly FieldError[]): read is ImportedEvent => !Array.isArray(read);

/**
 * Passes on the bytes of a file while it checks every line of them. Fails with a 400 that names up to twenty bad lines, so its
 * reader gets a whole file without malformed lines, or none.
 */
export class ImportCheck extends Transform {
  /** Events so far. */
  events = 0;
  readonly #errors: FieldError[] = [];
  readonly #reader = new ImportReader((read, number) => {
    if (isEvent(read)) this.events += 1;
    else
      this.#errors.push(...read.map((error) => ({ ...error, field: error.field.replace('body', `line[${number}]`) })));
  });

  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#step(done, MAX_ERRORS, () => {
      this.#reader.push(bytes);
      this.push(bytes);
    });
  }

  override _flush(done: TransformCallback): void {
    this.#step(done, 1, () => {
      this.#reader.end();
      if (this.events + this.#errors.length === 0)
        this.#errors.push({ field: 'body', code: 'empty', message: 'There is no event in it' });
    });
  }

  #step(done: TransformCallback, enough: number, read: () => void): void {
    try {
      read();
      if (this.#errors.length >= enough) throw new ProblemError(invalidRequest(this.#errors.slice(0, MAX_ERRORS)));
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  }
}

/** An event with the number of its line. */
export interface NumberedEvent {
  line: number;
  event: ImportedEvent;
}

/**
 * The events of a checked file, a page at a time.
 * @param skip lines that are left out
 * @throws Error when the file has a bad line all the same
 */
export async function* pagesOf(
  bytes: AsyncIterable<Buffer>,
  size: number,
  skip: number,
): AsyncGenerator<NumberedEvent[]> {
  let page: NumberedEvent[] = [];
  const reader = new ImportReader((read, line) => {
    if (!isEvent(read)) throw new Error(`line ${line} is no event: ${JSON.stringify(read[0])}`);
    if (line > skip) page.push({ line, event: read });
  });
  for await (const chunk of bytes) {
    reader.push(chunk);
    for (; page.length >= size; page = page.slice(size)) yield page.slice(0, size);
  }
  reader.end();
  for (; page.length > 0; page = page.slice(size)) yield page.slice(0, size);
}
