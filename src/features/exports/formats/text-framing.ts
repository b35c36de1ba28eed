import { Transform, type TransformCallback } from 'node:stream';
import type { DatasetColumn } from '../../../platform/datasets/dataset.ts';
import { DELIMITERS } from '../dataset-query.ts';
import type { CsvDialect } from '../exports.contract.ts';

const BYTE_ORDER_MARK = '\ufeff';

/** The heading of a column in a table for people. Columns of instants name their zone. */
export function headingOf({ name, type }: DatasetColumn, timeZone: string): string {
  return type === 'instant' ? `${name} (${timeZone})` : name;
}

/** The first line of a CSV. Names of columns and zones need no quotes. */
export function csvHead(columns: readonly DatasetColumn[], dialect: CsvDialect, timeZone: string): string {
  const line = columns.map((one) => headingOf(one, timeZone)).join(DELIMITERS[dialect]);
  return `${dialect === 'standard' ? '' : BYTE_ORDER_MARK}${line}\n`;
}

/** Puts `head` before the stream. */
export class Headed extends Transform {
  constructor(head: string) {
    super();
    this.push(head);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    done(null, chunk);
  }
}

/** Makes one array of lines that each begin with a comma. */
export class ArrayFraming extends Transform {
  #begun = false;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (!this.#begun) {
      chunk[0] = 0x5b;
      this.#begun = true;
    }
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(null, this.#begun ? ']\n' : '[]\n');
  }
}
