import { parseInstant } from '../prices/instant.domain.ts';
import type { IngestRows } from './ingest-rows.ts';
import {
  BAD_INSTANT,
  badNumber,
  type Fault,
  fieldNamed,
  isQuantity,
  type PriceRow,
  printable,
} from './price-row.domain.ts';

const NOT_AN_OBJECT: Fault = { field: 'object', code: 'malformed_json', message: 'Must be one JSON object' };

/** `date` beside `at`, or `close` beside `price`: one of the two must be wrong. JSON itself keeps the later of two equal names. */
const REPEATED = { code: 'repeated', message: 'Another field of the row has the same meaning' };

function take(row: PriceRow, name: string, value: unknown): Fault | null {
  const field = fieldNamed(name);
  if (field === undefined) return { field: printable(name), code: 'unknown_field', message: 'This field is not known' };
  if (field === 'symbol') {
    if (typeof value !== 'string') return { field, code: 'invalid_type', message: 'Must be text' };
    row.symbol = value;
  } else if (isQuantity(field)) {
    if (value === null) return null;
    if (typeof value !== 'number') return badNumber(field);
    if (!Number.isNaN(row[field])) return { field: name, ...REPEATED };
    row[field] = value;
  } else {
    if (!Number.isNaN(row.at)) return { field: name, ...REPEATED };
    row.at = typeof value === 'string' ? parseInstant(value, 0, value.length) : Number.NaN;
    if (Number.isNaN(row.at)) return BAD_INSTANT;
  }
  return null;
}

function rowOf(value: object): PriceRow | Fault {
  const none = Number.NaN;
  const row: PriceRow = { symbol: '', at: none, price: none, open: none, high: none, low: none, volume: none };
  for (const [name, field] of Object.entries(value)) {
    const fault = take(row, name, field);
    if (fault) return fault;
  }
  return row;
}

/** Takes the text of one object. */
export function addObject(rows: IngestRows, line: number, text: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null; // not JSON: the only thing that throws here
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return rows.refuse(line, NOT_AN_OBJECT);
  const row = rowOf(value);
  return 'code' in row ? rows.refuse(line, row) : rows.add(line, row);
}
