import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { BadMedia, type MediaReport } from './media.contract.ts';
import { decodeText } from './text.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Records from which the delimiter is decided. */
const SAMPLE_RECORDS = 100;
/** Characters of the text in which these records are looked for. */
const SAMPLE_CHARACTERS = 256 * 1024;
const MAX_COLUMNS = 500;
const MAX_RECORD_BYTES = 1024 * 1024;
/** Rows by which the types of columns are judged: all of them. */
type ColumnType = 'empty' | 'integer' | 'number' | 'boolean' | 'date' | 'text';

const INTEGER = /^[+-]?\d{1,18}$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const BOOLEAN = /^(true|false)$/i;
const DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function typeOf(value: string): ColumnType {
  if (value === '') return 'empty';
  if (INTEGER.test(value)) return 'integer';
  if (NUMBER.test(value)) return 'number';
  if (BOOLEAN.test(value)) return 'boolean';
  return DATE.test(value) ? 'date' : 'text';
}

function joined(a: ColumnType, b: ColumnType): ColumnType {
  if (a === b || b === 'empty') return a;
  if (a === 'empty') return b;
  return (a === 'integer' && b === 'number') || (a === 'number' && b === 'integer') ? 'number' : 'text';
}

const options = (delimiter: string) => ({
  delimiter,
  bom: true,
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: MAX_RECORD_BYTES,
});

/**
 * How well a delimiter explains the sample: the share of records with the most frequent number of columns, if that is more than
 * one.
 */
function fit(sample: string, delimiter: string): { columns: number; share: number } {
  try {
    const records = parse(sample, { ...options(delimiter), to: SAMPLE_RECORDS }) as string[][];
    const counts = new Map<number, number>();
    for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
    const [columns = 1, times = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    return { columns, share: columns > 1 ? times / records.length : 0 };
  } catch {
    return { columns: 1, share: 0 }; // This delimiter leaves a quote open.
  }
}

function delimiterOf(text: string): string {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const fits = DELIMITERS.map((delimiter) => ({ delimiter, ...fit(sample, delimiter) }));
  const best = fits.sort((a, b) => b.share - a.share || b.columns - a.columns)[0];
  return best !== undefined && best.share > 0 ? best.delimiter : ',';
}

export async function profileCsv(path: string): Promise<MediaReport> {
  const { text, encoding, guessed } = decodeText(await readFile(path));
  const delimiter = delimiterOf(text);
  let header: string[] | null = null;
  const types: ColumnType[] = [];
  let rows = 0;
  let ragged = 0;
  try {
    parse(text, {
      ...options(delimiter),
      // Each value is read and dropped: all of them as objects would need many times the memory of the file.
      on_record: (record: string[]) => {
        if (header === null) {
          if (record.length > MAX_COLUMNS)
            throw new BadMedia('too_many_columns', 'The table has more than 500 columns');
          header = record;
          return null;
        }
        rows += 1;
        if (record.length !== header.length) ragged += 1;
        record.slice(0, header.length).forEach((value, at) => {
          types[at] = joined(types[at] ?? 'empty', typeOf(value.trim()));
        });
        return null;
      },
    });
  } catch (error) {
    if (error instanceof BadMedia) throw error;
    throw new BadMedia('malformed_csv', `The table cannot be read: ${(error as Error).message.slice(0, 200)}`);
  }
  const names: string[] = header ?? [];
  const columns = names.map((name, at) => ({
    name: name.trim().slice(0, 200).toWellFormed().replaceAll('\u0000', ''),
    type: types[at] ?? 'empty',
  }));
  return { meta: { encoding, encodingGuessed: guessed, delimiter, rows, raggedRows: ragged, columns }, variants: [] };
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export async function profileJson(path: string): Promise<MediaReport> {
  const { text, encoding, guessed } = decodeText(await readFile(path));
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new BadMedia('malformed_json', `The text is not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
  const rows = Array.isArray(value) ? value : null;
  const columns = new Map<string, Set<string>>();
  const records = rows ?? [value];
  for (const record of records) {
    if (jsonType(record) !== 'object') continue;
    for (const [name, field] of Object.entries(record as object)) {
      const known = columns.get(name) ?? (columns.size < MAX_COLUMNS ? new Set<string>() : null);
      if (known === null) continue;
      known.add(jsonType(field));
      columns.set(name, known);
    }
  }
  const described = [...columns].map(([name, kinds]) => ({
    name: name.slice(0, 200).toWellFormed().replaceAll('\u0000', ''),
    type: [...kinds].sort().join(' | '),
  }));
  return {
    meta: {
      encoding,
      encodingGuessed: guessed,
      shape: jsonType(value),
      rows: rows?.length ?? null,
      columns: described,
    },
    variants: [],
  };
}
