import type { JobFence, JobWorkflow, PassEnd, PassLimit } from '../../../platform/jobs/jobs.contract.ts';

/** What the API, the workflow and the activities agree on about imports of older events. Pure: types and constants only. */

export const EVENT_IMPORT_JOB = 'event_import';
/** Name of the workflow, exported under it. */
export const IMPORT_EVENTS: JobWorkflow<ImportEventsInput> = 'importEvents';

/** Objects of imports in the storage: NDJSON, compressed by gzip, named by their job. */
export const IMPORTS_PREFIX = 'imports/events/';
export const importKey = (jobId: string) => `${IMPORTS_PREFIX}${jobId}.ndjson.gz`;

/** Input of the workflow. The events are in the storage under {@link importKey}. */
export interface ImportEventsInput {
  events: number;
}

export interface StoreImportInput extends ImportEventsInput, PassLimit {
  fence: JobFence;
}

export interface ImportActivities {
  /** Stores the events page by page, has their days counted again, and ends the job. */
  storeImport(input: StoreImportInput): Promise<PassEnd>;
}

/** Why an event of a file is not stored. */
export const IMPORT_REJECTIONS = ['too_old', 'in_future', 'day_archived', 'unknown_user'] as const;
export type ImportRejection = (typeof IMPORT_REJECTIONS)[number];

/** The file is gone, or another one. A retry cannot help: the import needs its file again. */
export const IMPORT_ERRORS = { fileGone: 'import_file_gone' } as const;
