import type { ColumnType, Dataset, DatasetColumn } from '../../platform/datasets/dataset.ts';
import { setting } from '../../platform/datasets/dataset.ts';
import type { CsvDialect, ExportSpec } from './exports.contract.ts';

/** How the values of a row are spelled. */
export type Spelling = 'csv' | 'json' | 'cells';

/** White space, Unicode's too, that spreadsheets skip before a formula. */
const SPACES = '[ \\t\\n\\r\\f\\v\\u0085\\u00a0\\u1680\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]*';
/** The start of a formula for spreadsheets, also in full-width characters. */
const FORMULA = `^([\\t\\r\\n]|${SPACES}[=+@\\-\\uff1d\\uff0b\\uff0d\\uff20])`;

/**
 * Puts an apostrophe before a text that a spreadsheet would take for a formula. Most texts begin with an ASCII letter, so one
 * comparison settles them.
 */
function guarded(text: string): string {
  return `case when not (${text} >= 'A' collate "C" and ${text} < chr(128) collate "C") and ${text} ~ '${FORMULA}'
    then '''' || ${text} else ${text} end`;
}

/** ISO 8601 with the offset of the session's zone. */
function instant(at: string): string {
  return `to_char(${at}, 'YYYY-MM-DD"T"HH24:MI:SS.MSTZH:TZM')`;
}

const SPELLINGS: Readonly<Record<Spelling, Readonly<Partial<Record<ColumnType, (value: string) => string>>>>> = {
  csv: {
    text: guarded,
    json: (value) => guarded(`${value}::text`),
    boolean: (value) => `${value}::text`,
    instant,
  },
  json: { instant, bigint: (value) => `${value}::text` },
  cells: { instant, bigint: (value) => `${value}::text`, json: (value) => `${value}::text` },
};

const quoted = (name: string) => `"${name}"`;

/** The requested columns, in the requested order. */
export function columnsOf(dataset: Dataset, names: readonly string[]): DatasetColumn[] {
  const byName = new Map(dataset.columns.map((column) => [column.name, column]));
  return names.flatMap((name) => byName.get(name) ?? []);
}

function conditionsOf(dataset: Dataset, spec: Pick<ExportSpec, 'filters' | 'range'>): string {
  const conditions = dataset.owned === undefined ? [] : [`(${dataset.owned})`];
  if (spec.range.from !== null) conditions.push(`${dataset.at} >= ${setting('from')}::timestamptz`);
  if (spec.range.to !== null) conditions.push(`${dataset.at} < ${setting('to')}::timestamptz`);
  for (const filter of dataset.filters) if (filter.name in spec.filters) conditions.push(`(${filter.sql})`);
  return conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
}

/**
 * Settings through which the statements read the values of the request.
 * @param owner user whose rows are exported
 */
export function settingsOf(spec: Pick<ExportSpec, 'filters' | 'range'>, owner: string): Map<string, string> {
  const settings = new Map([['owner', owner]]);
  if (spec.range.from !== null) settings.set('from', spec.range.from);
  if (spec.range.to !== null) settings.set('to', spec.range.to);
  for (const [name, value] of Object.entries(spec.filters)) settings.set(`filter_${name}`, value);
  return settings;
}

export function countStatement(dataset: Dataset, spec: Pick<ExportSpec, 'filters' | 'range'>): string {
  return `select count(*)::int as count from ${dataset.from} ${conditionsOf(dataset, spec)}`;
}

/** The rows without their values, in no order. */
export function foundQuery(dataset: Dataset, spec: Pick<ExportSpec, 'filters' | 'range'>): string {
  return `select 1 from ${dataset.from} ${conditionsOf(dataset, spec)}`;
}

/** The rows in order, with their values spelled. The outer query only maps, so it keeps the order of the inner one. */
export function rowsQuery(dataset: Dataset, spec: ExportSpec, spelling: Spelling): string {
  return spelledQuery(dataset, spec, spelling, `order by ${dataset.order}`);
}

/** Some of the rows, whichever are found first. */
export function sampleQuery(dataset: Dataset, spec: ExportSpec, spelling: Spelling, rows: number): string {
  return spelledQuery(dataset, spec, spelling, `limit ${rows}`);
}

function spelledQuery(dataset: Dataset, spec: ExportSpec, spelling: Spelling, chosen: string): string {
  const columns = columnsOf(dataset, spec.columns);
  const inner = columns.map(({ name, sql }) => `${sql} as ${quoted(name)}`).join(', ');
  const spelled = columns.map(({ name, type }) => {
    const spell = SPELLINGS[spelling][type];
    return spell === undefined ? quoted(name) : `${spell(quoted(name))} as ${quoted(name)}`;
  });
  return `select ${spelled.join(', ')} from (select ${inner} from ${dataset.from} ${conditionsOf(dataset, spec)}
    ${chosen}) as found`;
}

export const DELIMITERS: Readonly<Record<CsvDialect, string>> = {
  standard: ',',
  excel: ',',
  'excel-semicolon': ';',
};

/** `null` is an empty field; an empty text is `""`. */
export function copyCsv(query: string, dialect: CsvDialect): string {
  return `copy (${query}) to stdout (format csv, encoding 'utf8', delimiter '${DELIMITERS[dialect]}')`;
}

/**
 * Copies one JSON document a line. The text format of `COPY` would double backslashes. The CSV format quotes nothing when quote and
 * delimiter are control characters, which JSON escapes.
 */
export function copyJson(query: string, before: '' | ','): string {
  const document = before === '' ? 'row_to_json(one)' : `'${before}' || row_to_json(one)::text`;
  return `copy (select ${document} from (${query}) as one)
    to stdout (format csv, encoding 'utf8', quote E'\\x01', delimiter E'\\x02')`;
}
