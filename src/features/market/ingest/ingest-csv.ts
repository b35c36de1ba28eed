import { invalidRequest, ProblemError } from '../../../platform/http/problem.ts';
import { parseInstant } from '../prices/instant.domain.ts';
import { parseDecimal } from './decimal.domain.ts';
import { fieldOfLine, type IngestRows } from './ingest-rows.ts';
import {
  BAD_INSTANT,
  badNumber,
  type Fault,
  fieldNamed,
  isQuantity,
  type PriceField,
  type PriceRow,
  printable,
} from './price-row.domain.ts';

const [COMMA, SPACE, TAB, CARRIAGE_RETURN, QUOTE] = [0x2c, 0x20, 0x09, 0x0d, 0x22];
const REQUIRED = ['symbol', 'at', 'price'] as const;
const WRONG_COUNT: Fault = {
  field: 'columns',
  code: 'wrong_number',
  message: 'Must have as many fields as the first line',
};

function emptyRow(): PriceRow {
  const none = Number.NaN;
  return { symbol: '', at: none, price: none, open: none, high: none, low: none, volume: none };
}

/** A field without its blanks and quotes. None that is valid holds a comma, so there is no other use for quotes. */
function unquoted(field: string): string {
  const bare = field.trim();
  return bare.length >= 2 && bare.startsWith('"') && bare.endsWith('"') ? bare.slice(1, -1).trim() : bare;
}

/** The columns that the first line names. @throws ProblemError that names those which are unknown, repeated or missing */
function columnsOf(header: string): PriceField[] {
  const names = header.split(',').map((name) => unquoted(name).toLowerCase());
  const columns = names.map(fieldNamed);
  const errors = names.flatMap((name, index) => {
    const field = fieldOfLine(1, printable(name));
    if (columns[index] === undefined) {
      return [{ field, code: 'unknown_field', message: 'This column is not known' }];
    }
    const repeated = columns.indexOf(columns[index]) !== index;
    return repeated ? [{ field, code: 'repeated', message: 'The first line names this column twice' }] : [];
  });
  for (const name of REQUIRED) {
    if (columns.includes(name)) continue;
    errors.push({ field: fieldOfLine(1, name), code: 'missing', message: 'The first line must name this column' });
  }
  if (errors.length > 0) throw new ProblemError(invalidRequest(errors.slice(0, 20)));
  return columns as PriceField[];
}

/** Whether nothing but blanks and tabs stands there: what some editors leave at the end. */
function isBlank(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) {
    const char = text.charCodeAt(at);
    if (char !== SPACE && char !== TAB) return false;
  }
  return true;
}

/** Reads lines of CSV, the first of which names the columns. It looks at each character once and makes a text of the symbol only. */
export class CsvReader {
  readonly #rows: IngestRows;
  #columns: PriceField[] | null = null;
  /** One row for all lines: anyone who takes it keeps nothing of it. */
  readonly #row = emptyRow();

  constructor(rows: IngestRows) {
    this.#rows = rows;
  }

  /** Takes one line, `text[from…end)` without its line feed. Blank lines are nothing. */
  line(number: number, text: string, from: number, end: number): void {
    const until = text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
    if (until <= from || isBlank(text, from, until)) return;
    if (this.#columns === null) {
      this.#columns = columnsOf(text.slice(from, until));
      return;
    }
    const fault = this.#read(this.#columns, text, from, until, false);
    if (fault) this.#rows.refuse(number, fault);
    else this.#rows.add(number, this.#row);
  }

  /** @param bare quotes were taken away before: those that are left mean nothing */
  #read(columns: readonly PriceField[], text: string, from: number, end: number, bare: boolean): Fault | null {
    let fault: Fault | null = null;
    let column = 0;
    let begin = from;
    for (let index = from; index <= end; index += 1) {
      const char = text.charCodeAt(index);
      if (index < end && char !== COMMA) {
        if (char === QUOTE && !bare) return this.#readQuoted(columns, text.slice(from, end));
        continue;
      }
      const field = columns[column];
      if (field === undefined) return WRONG_COUNT;
      let last = index;
      while (begin < last && text.charCodeAt(begin) === SPACE) begin += 1;
      while (last > begin && text.charCodeAt(last - 1) === SPACE) last -= 1;
      fault ??= this.#take(field, text, begin, last);
      column += 1;
      begin = index + 1;
    }
    return column === columns.length ? fault : WRONG_COUNT;
  }

  #readQuoted(columns: readonly PriceField[], line: string): Fault | null {
    const bare = line.split(',').map(unquoted).join(',');
    return this.#read(columns, bare, 0, bare.length, true);
  }

  #take(field: PriceField, text: string, from: number, end: number): Fault | null {
    const row = this.#row;
    if (field === 'symbol') {
      row.symbol = text.slice(from, end);
      return null;
    }
    if (from === end) {
      row[field] = Number.NaN;
      return null;
    }
    const value = isQuantity(field) ? parseDecimal(text, from, end) : parseInstant(text, from, end);
    if (Number.isNaN(value)) return isQuantity(field) ? badNumber(field) : BAD_INSTANT;
    row[field] = value;
    return null;
  }
}
