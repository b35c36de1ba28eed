import type { JobFence, JobPriority, JobWorkflow } from '../../platform/jobs/jobs.contract.ts';
import type { TaskQueue } from '../../platform/jobs/task-queues.contract.ts';

/** What the API, the workflow and the activities agree on about exports. Pure: types and constants only. */

export const EXPORT_JOB = 'export';
/** Name of the workflow, exported under it. */
export const RUN_EXPORT: JobWorkflow<RunExportInput> = 'runExport';

export const EXPORT_FORMATS = ['csv', 'json', 'ndjson', 'xlsx', 'pdf', 'parquet', 'zip'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Stands for all datasets of a person at once. */
export const ARCHIVE = 'archive';

/** The formats that a dataset can be written in: Parquet is for those of admins, a ZIP for the archive and nothing else. */
export function formatsOf({ name, audience }: { name: string; audience: 'person' | 'admin' }): readonly ExportFormat[] {
  if (name === ARCHIVE) return ['zip'];
  return EXPORT_FORMATS.filter((format) => format !== 'zip' && (format !== 'parquet' || audience === 'admin'));
}

/** Formats that are compressed by themselves. */
export function isPacked(format: ExportFormat): boolean {
  return format === 'xlsx' || format === 'pdf' || format === 'parquet' || format === 'zip';
}

/** A PDF is for people to read; more rows are for programs. */
export const MAX_PDF_ROWS = 20_000;

export const COMPRESSIONS = ['none', 'gzip'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/**
 * How a CSV is written. `excel` begins with a byte order mark, by which Excel knows UTF-8; `excel-semicolon` also separates
 * by `;`, which Excel wants where the comma is the decimal sign.
 */
export const CSV_DIALECTS = ['standard', 'excel', 'excel-semicolon'] as const;
export type CsvDialect = (typeof CSV_DIALECTS)[number];

/** What to export and how, as it was asked for. */
export interface ExportSpec {
  dataset: string;
  format: ExportFormat;
  /** `null`: gzip for many rows. */
  compression: Compression | null;
  dialect: CsvDialect;
  /** Names, in the order of the file. */
  columns: readonly string[];
  /** By name. */
  filters: Readonly<Record<string, string>>;
  /** ISO 8601; from `from`, which is in it, until `to`, which is not. */
  range: { from: string | null; to: string | null };
  /** Canonical IANA name. */
  timeZone: string;
  /** How long the file can be downloaded. */
  keepHours: number;
}

/** Input of the workflow. What the export holds is in its row. */
export interface RunExportInput {
  /** Whose slots it takes. */
  queue: ExportQueue;
}

export type ExportQueue = Extract<TaskQueue, 'exports' | 'critical'>;

/** Priority orders those who wait; what must begin now needs slots that nothing else takes. */
export function queueOf(priority: JobPriority): ExportQueue {
  return priority === 'critical' ? 'critical' : 'exports';
}

export interface WriteExportInput {
  fence: JobFence;
}

/** `waitMs`: other exports of the same user come first; ask again after so long. `null`: the job has ended. */
export interface WriteExportResult {
  waitMs: number | null;
}

export interface ExportActivities {
  /** Writes the file and publishes it, all at once. */
  writeExport(input: WriteExportInput): Promise<WriteExportResult>;
}

/** Codes by which jobs of exports fail. */
export const EXPORT_ERRORS = {
  /** The requester has lost the right to it, or their account. */
  notAllowed: 'export_not_allowed',
  /** The database refuses the statement; no repetition helps. */
  refused: 'export_refused',
  /** Fewer or more rows were written than counted. */
  rowsDiffer: 'export_rows_differ',
  /** A PDF of more than {@link MAX_PDF_ROWS} rows. */
  tooManyRows: 'export_too_many_rows',
  interrupted: 'export_interrupted',
} as const;
