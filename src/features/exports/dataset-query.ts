import type { ColumnType, Dataset, DatasetColumn } from '../../platform/datasets/dataset.ts';
import { setting } from '../../platform/datasets/dataset.ts';
import type { CsvDialect, ExportSpec } from './exports.contract.ts';

/** How the values of a row are spelled. */
export type Spelling = 'csv' | 'json' | 'cells';

/** White space that spreadsheets skip before a formula, Unicode's too. */
const SPACES = '[ \\t\\n\\r\\f\\v\\u0085\\u00a0\\u1680\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]*';
/** What spreadsheets take for the beginning of a formula, in its full width as well. */
const FORMULA = `^([\\t\\r\\n]|${SPACES}[=+@\\-\\uff1d\\uff0b\\uff0d\\uff20])`;

/**
 * A text that a spreadsheet would take for a formula, with an apostrophe in front. Most texts begin with an ASCII letter and are
 * told by one comparison.
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

/** The columns that are asked for, in that order. */
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

/** Values of the request for the statements' settings. @param owner whose things they are */
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

/** The rows in no order, without their values. */
export function foundQuery(dataset: Dataset, spec: Pick<ExportSpec, 'filters' | 'range'>): string {
  return `select 1 from ${dataset.from} ${conditionsOf(dataset, spec)}`;
}

/** The rows in order, their values spelled. The order of the inner query is that of the outer one, which only maps. */
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

/** `null` is an empty field, an empty text is `""`. */
export function copyCsv(query: string, dialect: CsvDialect): string {
  return `copy (${query}) to stdout (format csv, encoding 'utf8', delimiter '${DELIMITERS[dialect]}')`;
}

/**
 * A JSON document a line. The text format of `COPY` would double backslashes; that of CSV quotes nothing where quote and
 * delimiter are control characters, which JSON escapes.
 */
export function copyJson(query: string, before: '' | ','): string {
  const document = before === '' ? 'row_to_json(one)' : `'${before}' || row_to_json(one)::text`;
  return `copy (select ${document} from (${query}) as one)
    to stdout (format csv, encoding 'utf8', quote E'\\x01', delimiter E'\\x02')`;
}
