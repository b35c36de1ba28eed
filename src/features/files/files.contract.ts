import type { JobFence, JobWorkflow } from '../../platform/jobs/jobs.contract.ts';

/** What the API, the workflows and the activities agree on about files. Pure: types and constants only. */

export const FILE_KINDS = ['upload', 'export', 'report'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export const FILE_STATUSES = ['processing', 'ready', 'failed'] as const;
export type FileStatus = (typeof FILE_STATUSES)[number];

/** `skipped`: no scanner is configured. `not_scanned`: larger than the scanner takes. */
export const SCAN_STATES = ['pending', 'clean', 'infected', 'not_scanned', 'skipped'] as const;
export type ScanState = (typeof SCAN_STATES)[number];

export const VARIANTS = ['original', 'thumb', 'large'] as const;
export type Variant = (typeof VARIANTS)[number];

/** Types that may be uploaded, decided by content. */
export const UPLOAD_TYPES = {
  'image/jpeg': { group: 'image', extension: 'jpg' },
  'image/png': { group: 'image', extension: 'png' },
  'image/webp': { group: 'image', extension: 'webp' },
  'image/gif': { group: 'image', extension: 'gif' },
  'image/avif': { group: 'image', extension: 'avif' },
  'application/pdf': { group: 'document', extension: 'pdf' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { group: 'document', extension: 'docx' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { group: 'document', extension: 'xlsx' },
  'text/plain': { group: 'document', extension: 'txt' },
  'text/markdown': { group: 'document', extension: 'md' },
  'text/csv': { group: 'data', extension: 'csv' },
  'application/json': { group: 'data', extension: 'json' },
} as const;
export type UploadType = keyof typeof UPLOAD_TYPES;

/** Why a file of an upload is refused. */
export const REFUSALS = {
  empty_file: 'The file holds no byte.',
  file_too_large: 'The file is larger than one may be.',
  unsupported_type: 'The content is none of the types that are accepted here.',
  heic_unsupported: 'HEIC images are not accepted. Send a JPEG.',
  macros_refused: 'Documents with macros are not accepted.',
  encrypted: 'The document is encrypted.',
  malformed_archive: 'The document is not a whole archive.',
  archive_bomb: 'The document would inflate beyond all measure.',
  checksum_mismatch: 'The bytes do not have the SHA-256 that was announced.',
  quota_exceeded: 'There is no room for the file in your quota.',
} as const;
export type Refusal = keyof typeof REFUSALS;

export const PROCESS_JOB = 'file_processing';
/** Name of the workflow, exported under it. */
export const PROCESS_FILES: JobWorkflow<ProcessFilesInput> = 'processFiles';

export const PURGE_JOB = 'file_purge';
/** Name of the workflow, exported under it. */
export const PURGE_FILES: JobWorkflow<PurgeFilesInput> = 'purgeFiles';

/** Empty: the files of a job are found by its id, so the workflow history names no user. */
export type ProcessFilesInput = Record<string, never>;
export type PurgeFilesInput = Record<string, never>;

export interface FileActivities {
  /** Processes all unprocessed files of the job. A fault of a file is a result of that file. */
  processFiles(input: { fence: JobFence }): Promise<void>;
  /** Removes the bytes of deleted and given-up objects, page by page. */
  purgeFiles(input: { fence: JobFence }): Promise<void>;
}
