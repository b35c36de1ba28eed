import type { JobFence, JobPriority, JobWorkflow } from '../../platform/jobs/jobs.contract.ts';
import type { TaskQueue } from '../../platform/jobs/task-queues.contract.ts';

/** What the API, the workflow and the activities agree on about exports. Pure: types and constants only. */

export const EXPORT_JOB = 'export';
/** Name of the workflow, exported under it. */
export const RUN_EXPORT: JobWorkflow<RunExportInput> = 'runExport';

export const EXPORT_FORMATS = ['csv', 'json', 'ndjson', 'xlsx', 'pdf', 'parquet', 'zip'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Name that stands for all datasets of a user together. */
export const ARCHIVE = 'archive';

/** The formats of a dataset. Parquet is for datasets of admins only. ZIP is for the archive only, and its one format. */
export function formatsOf({ name, audience }: { name: string; audience: 'person' | 'admin' }): readonly ExportFormat[] {
  if (name === ARCHIVE) return ['zip'];
  return EXPORT_FORMATS.filter((format) => format !== 'zip' && (format !== 'parquet' || audience === 'admin'));
}

/** Formats that are compressed by themselves. */
export function isPacked(format: ExportFormat): boolean {
  return format === 'xlsx' || format === 'pdf' || format === 'parquet' || format === 'zip';
}

/** A PDF is for people to read. More rows need a format for programs. */
export const MAX_PDF_ROWS = 20_000;

export const COMPRESSIONS = ['none', 'gzip'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/**
 * Dialects of CSV. `excel` begins with a byte order mark, by which Excel recognises UTF-8. `excel-semicolon` also separates by `;`,
 * which Excel expects where the comma is the decimal sign.
 */
export const CSV_DIALECTS = ['standard', 'excel', 'excel-semicolon'] as const;
export type CsvDialect = (typeof CSV_DIALECTS)[number];

/** What to export and how, as it was requested. */
export interface ExportSpec {
  dataset: string;
  format: ExportFormat;
  /** `null`: gzip when there are many rows. */
  compression: Compression | null;
  dialect: CsvDialect;
  /** Names of columns, in the order of the file. */
  columns: readonly string[];
  /** Values of filters by name. */
  filters: Readonly<Record<string, string>>;
  /** ISO 8601. `from` is included, `to` is not. */
  range: { from: string | null; to: string | null };
  /** Canonical IANA name. */
  timeZone: string;
  /** Hours for which the file can be downloaded. */
  keepHours: number;
  /** Only its user can download the file, signed in. Absent from what was asked of earlier releases. */
  signInOnly?: boolean;
}

/** Input of the workflow. What to export is in the row of the export. */
export interface RunExportInput {
  /** The queue whose slots the export takes. */
  queue: ExportQueue;
}

export type ExportQueue = Extract<TaskQueue, 'exports' | 'critical'>;

/** Priority orders the exports that wait. A critical one must start now, so it has slots of its own. */
export function queueOf(priority: JobPriority): ExportQueue {
  return priority === 'critical' ? 'critical' : 'exports';
}

export interface WriteExportInput {
  fence: JobFence;
}

/** `waitMs`: other exports of the same user come first, so try again after so many milliseconds. `null`: the job has ended. */
export interface WriteExportResult {
  waitMs: number | null;
}

export interface ExportActivities {
  /** Writes the file and publishes it, both or neither. */
  writeExport(input: WriteExportInput): Promise<WriteExportResult>;
}

/** Error codes of failed exports. */
export const EXPORT_ERRORS = {
  /** The user lost the right to the data, or the account. */
  notAllowed: 'export_not_allowed',
  /** The database refuses the statement. No repetition helps. */
  refused: 'export_refused',
  /** The number of written rows differs from the count. */
  rowsDiffer: 'export_rows_differ',
  /** A PDF of more than {@link MAX_PDF_ROWS} rows. */
  tooManyRows: 'export_too_many_rows',
  interrupted: 'export_interrupted',
} as const;
