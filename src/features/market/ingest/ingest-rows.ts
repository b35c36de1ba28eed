import { CopyRows } from '../../../platform/db/copy-rows.ts';
import { invalidRequest, ProblemError, problem } from '../../../platform/http/problem.ts';
import { toSymbol } from '../assets/symbols.domain.ts';
import { SymbolTicks } from './ingest-ticks.ts';
import { BAD_SYMBOL, type Fault, faultOf, type PriceRow } from './price-row.domain.ts';

export interface IngestLimits {
  /** Of the body. */
  bytes: number;
  rows: number;
  /** Each costs memory until the request ends. */
  symbols: number;
  /** Characters of a line, or of an object in a JSON array. */
  lineLength: number;
}

/** Bad lines that an answer names: enough to see what is wrong with a file. */
const MAX_FAULTS = 20;
const STAGED_FIELDS = 8;

/** How the answer calls a field of a line: `line[12].price`, or `body[11].price` in a JSON array. */
export type NameField = (line: number, field: string) => string;

export const fieldOfLine: NameField = (line, field) => `line[${line}].${field}`;

/** Takes the lines of one request as they are read: checks them, notes their ticks, and writes them for Postgres. */
export class IngestRows {
  readonly written = new CopyRows();
  readonly symbols = new Map<string, SymbolTicks>();
  readonly limits: IngestLimits;
  /** Rows so far, also of an instant that is there twice. */
  count = 0;
  readonly #latest: number;
  readonly #nameField: NameField;
  readonly #faults: { field: string; code: string; message: string }[] = [];

  /** @param latest microseconds since 1970, after which a price is of the future */
  constructor(limits: IngestLimits, latest: number, nameField: NameField) {
    this.limits = limits;
    this.#latest = latest;
    this.#nameField = nameField;
  }

  /** Takes one line. @throws ProblemError when there are too many rows, symbols or bad lines */
  add(line: number, row: PriceRow): void {
    const ticks = this.symbols.get(row.symbol) ?? this.#newSymbol(row.symbol);
    if (ticks === null) return this.refuse(line, BAD_SYMBOL);
    const fault = faultOf(row, this.#latest);
    if (fault) return this.refuse(line, fault);
    this.count += 1;
    if (this.count > this.limits.rows) {
      throw new ProblemError(problem(413, 'too_many_rows', `A request can hold at most ${this.limits.rows} rows.`));
    }
    ticks.add(row.at, row.price);
    const { written } = this;
    written.begin(STAGED_FIELDS);
    written.int4(ticks.ordinal);
    written.timestamptz(row.at);
    written.float8(row.price);
    written.float8(row.open);
    written.float8(row.high);
    written.float8(row.low);
    written.float8(row.volume);
    written.int4(this.count);
    return undefined;
  }

  /** Notes a bad line. @throws ProblemError when an answer has no room for another */
  refuse(line: number, fault: Fault): void {
    const { field, code, message } = fault;
    this.#faults.push({ field: this.#nameField(line, field), code, message });
    if (this.#faults.length === MAX_FAULTS) this.finish();
  }

  /** @throws ProblemError for bad lines, or none at all */
  finish(): void {
    if (this.#faults.length > 0) throw new ProblemError(invalidRequest(this.#faults));
    if (this.count > 0) return;
    throw new ProblemError(
      invalidRequest([{ field: 'body', code: 'no_rows', message: 'There is no price in the body' }]),
    );
  }

  /** The symbol may be written in lower case. */
  #newSymbol(text: string): SymbolTicks | null {
    const symbol = toSymbol(text);
    if (symbol === null) return null;
    const known = this.symbols.get(symbol);
    if (known) return known;
    if (this.symbols.size === this.limits.symbols) {
      const detail = `A request can hold prices of at most ${this.limits.symbols} symbols.`;
      throw new ProblemError(problem(413, 'too_many_symbols', detail));
    }
    const fresh = new SymbolTicks(symbol, this.symbols.size + 1);
    this.symbols.set(symbol, fresh);
    return fresh;
  }
}
